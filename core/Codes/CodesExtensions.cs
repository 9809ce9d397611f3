using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Codes;

public static class CodesExtensions
{
    /// <summary>Needs an <see cref="ICodePictures"/>: WeChat's or the host's own.</summary>
    public static IServiceCollection AddCodes(this IServiceCollection services) => services.AddScoped<CodeService>().AddScoped<CodeQueries>();
}
