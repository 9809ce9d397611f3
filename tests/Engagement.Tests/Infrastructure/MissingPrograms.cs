using Xunit;

namespace Engagement.Tests.Infrastructure;

/// <summary>What happens to a test whose server or browser is not on this machine.</summary>
public static class MissingPrograms
{
    /// <summary>True on the build server (CI=true): there a missing program fails the tests that need it, elsewhere it skips them by name.</summary>
    public static bool AreFailures { get; } =
        Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ci && !ci.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Skips the running test for a reason, or fails it where nothing may be missing; does nothing without a reason.</summary>
    /// <exception cref="MissingProgramException">Something is missing on the build server.</exception>
    public static void SkipWhen(string? missing)
    {
        if (missing is null)
            return;
        if (AreFailures)
            throw new MissingProgramException(missing);
        Assert.Skip(missing);
    }
}
