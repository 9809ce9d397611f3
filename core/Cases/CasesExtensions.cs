using Engagement.Core.Cases.Ledger;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Cases;

public static class CasesExtensions
{
    public static IServiceCollection AddCases(this IServiceCollection services, StatisticsOptions? statistics = null) => services
        .AddSingleton((statistics ?? new StatisticsOptions()).Checked())
        .AddSingleton(WorkingCalendar.Official)
        .AddScoped<CategoryCatalog>().AddScoped<CaseLoader>().AddScoped<CaseMessages>().AddScoped<CaseNames>().AddScoped<CaseTimelineReader>()
        .AddScoped<ComplaintService>().AddScoped<ComplaintQueries>().AddScoped<CaseService>().AddScoped<CaseQueries>().AddScoped<CaseDetailQuery>()
        .AddScoped<NearbyQuery>().AddScoped<CasePhotoRights>().AddScoped<CaseOpening>().AddScoped<ReviewQueries>().AddScoped<ReviewService>()
        .AddScoped<TallyQuery>().AddScoped<ThreeRatesQuery>().AddScoped<FigureCasesQuery>().AddScoped<MonthlyReportQuery>()
        .AddScoped<LedgerExport>()
        .AddScoped<IPersonalData, CaseData>();
}
