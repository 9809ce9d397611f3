using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Engagement.Core.Data.SharedState;

/// <summary>Registration of the shared hot state.</summary>
public static class SharedStateServices
{
    /// <summary>
    /// Registers <see cref="ISharedState"/>: Redis when <paramref name="redisConnection"/> (<c>ConnectionStrings:Redis</c>) is set, else in process.
    /// Also <see cref="DegradingSharedState"/>, for those who rather go on alone than fail.
    /// </summary>
    public static IServiceCollection AddSharedState(this IServiceCollection services, string? redisConnection)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (string.IsNullOrWhiteSpace(redisConnection)) services.AddSingleton<ISharedState, InProcessSharedState>();
        else services.AddSingleton<ISharedState>(_ => new RedisSharedState(redisConnection));
        services.AddSingleton<DegradingSharedState>();
        return services;
    }
}
