using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Cases.Desk;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Cases.Findings;
using Engagement.Core.Cases.Ledger;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Cases.Requests;
using Engagement.Core.Cases.Reviews;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Cases;

public static class CasesExtensions
{
    public static IServiceCollection AddCases(this IServiceCollection services, StatisticsOptions? statistics = null) => services
        .AddSingleton((statistics ?? new StatisticsOptions()).Checked())
        .AddScoped<TallyQuery>().AddScoped<ThreeRatesQuery>().AddScoped<FigureCasesQuery>().AddScoped<MonthlyReportQuery>().AddScoped<LedgerExport>()
        .AddScoped<CategoryCatalog>().AddScoped<CaseLoader>().AddScoped<CaseActs>().AddScoped<CaseMessages>().AddScoped<CaseStaffMessages>().AddScoped<CaseNames>().AddScoped<CaseTimelineReader>()
        .AddScoped<ComplaintService>().AddScoped<ComplaintQueries>().AddScoped<CaseService>().AddScoped<CaseQueries>().AddScoped<HouseholdCases>().AddScoped<DayQuery>().AddScoped<CaseDetailQuery>()
        .AddScoped<NearbyQuery>().AddScoped<CasePhotoRights>().AddScoped<CaseOpening>().AddScoped<ReviewQueries>().AddScoped<ReviewService>().AddScoped<WithheldPhotos>()
        .AddScoped<WorkingCalendars>().AddScoped<DeadlineBook>().AddScoped<DeadlineEditor>().AddScoped<DeadlineQueries>().AddScoped<DeadlineApplication>().AddScoped<CategoryEditor>().AddScoped<CalendarEditor>()
        .AddScoped<ClockService>().AddScoped<HandsService>().AddScoped<RequestQueries>().AddScoped<CaseEvidence>().AddScoped<CaseResolution>().AddScoped<Relapses>().AddScoped<FindingService>().AddScoped<FindingQueries>()
        .AddScoped<EscalationSweep>().AddScoped<EscalationRecipients>().AddScoped<EscalationMessages>()
        .AddScoped<Router>().AddScoped<RoutingWords>().AddScoped<RoutingQueries>().AddScoped<RoutingService>().AddScoped<CaseAssignment>().AddScoped<DutyCases>().AddScoped<WorkloadQuery>()
        .AddScoped<SavedFilters>().AddScoped<CannedReplies>()
        .AddScoped<IPersonalData, CaseData>();
}
