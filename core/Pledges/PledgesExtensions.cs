using Engagement.Core.Households;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Pledges;

public static class PledgesExtensions
{
    public static IServiceCollection AddPledges(this IServiceCollection services) => services
        .AddScoped<PledgeAccess>().AddScoped<PledgeTemplates>().AddScoped<PledgeService>().AddScoped<PledgeQueries>().AddScoped<PledgeReminders>()
        .AddScoped<CheckBatch>().AddScoped<CheckQueries>().AddScoped<CheckFindings>().AddScoped<ObjectionService>().AddScoped<RoundService>()
        .AddScoped<PledgeCounts>().AddScoped<PledgeStatistics>().AddScoped<PledgePhotoRights>().AddScoped<IPersonalData, PledgeData>()
        .AddScoped<IHouseholdEnded>(x => x.GetRequiredService<PledgeCounts>());
}
