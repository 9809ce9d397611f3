using System.Security.Cryptography;

namespace Engagement.Core.Data.SharedState;

/// <summary>Locks on top of <see cref="ISharedState"/>: the holder is known by a random token, so nobody releases another's lock.</summary>
public static class SharedStateLock
{
    /// <summary>
    /// Takes the lock when it is free and returns the token that releases it, else null at once. It frees itself after
    /// <paramref name="lifetime"/>, so work under it must also be correct when two hold it.
    /// </summary>
    public static async Task<string?> TryAcquireLockAsync(
        this ISharedState state, string key, TimeSpan lifetime, CancellationToken cancellation = default)
    {
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        return await state.CompareAndSetAsync(key, expected: null, token, lifetime, cancellation) ? token : null;
    }

    /// <summary>Frees the lock if <paramref name="token"/> still holds it. False when it had ended or somebody else holds it.</summary>
    public static Task<bool> ReleaseLockAsync(this ISharedState state, string key, string token, CancellationToken cancellation = default) =>
        state.CompareAndDeleteAsync(key, token, cancellation);
}
