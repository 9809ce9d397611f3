using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Safety;

public static class SafetyExtensions
{
    /// <param name="services">Where to register; without an <see cref="IContentCheck"/> among them everything waits for a person.</param>
    /// <param name="publicBase">Where this server is reached from outside; null when it cannot be.</param>
    /// <param name="key">Key of a version for <see cref="PhotoLinks.Purpose"/>.</param>
    /// <param name="currentVersion">The version that signs.</param>
    public static IServiceCollection AddSafety(this IServiceCollection services, Uri? publicBase, Func<int, byte[]?> key, int currentVersion) => services
        .AddSingleton(x => new PhotoLinks(publicBase, key, currentVersion, x.GetRequiredService<TimeProvider>()))
        .AddScoped<TextSafety>().AddScoped<PhotoSafety>();
}
