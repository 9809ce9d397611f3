using Engagement.Core.Cases.Routing;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Cases;

public static class CasesExtensions
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton(WorkingCalendar.Official)
        .AddScoped<CategoryCatalog>().AddScoped<CaseLoader>().AddScoped<CaseMessages>().AddScoped<CaseNames>().AddScoped<CaseTimelineReader>()
        .AddScoped<ComplaintService>().AddScoped<ComplaintQueries>().AddScoped<CaseService>().AddScoped<CaseQueries>().AddScoped<CaseDetailQuery>()
        .AddScoped<NearbyQuery>().AddScoped<CasePhotoRights>().AddScoped<CaseOpening>().AddScoped<ReviewQueries>().AddScoped<ReviewService>()
        .AddScoped<Router>().AddScoped<RoutingWords>().AddScoped<RoutingQueries>().AddScoped<RoutingService>().AddScoped<CaseAssignment>().AddScoped<DutyCases>().AddScoped<WorkloadQuery>()
        .AddScoped<IPersonalData, CaseData>();
}
