using Engagement.Core.Regions.Boundaries;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Regions;

public static class RegionsExtensions
{
    public static IServiceCollection AddRegions(this IServiceCollection services) => services
        .AddScoped<RegionQueries>().AddScoped<RegionImporter>().AddScoped<BoundaryAtlas>();
}
