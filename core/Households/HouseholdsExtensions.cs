using Engagement.Core.Households.Importing;
using Engagement.Core.Households.Members;
using Engagement.Core.Households.Register;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Households;

public static class HouseholdsExtensions
{
    public static IServiceCollection AddHouseholds(this IServiceCollection services) => services
        .AddScoped<HouseholdAccess>().AddScoped<HouseholdLoader>().AddScoped<HouseholdCounts>()
        .AddScoped<HouseholdService>().AddScoped<HouseholdChanges>().AddScoped<HouseholdQueries>().AddScoped<HouseholdDetailQuery>().AddScoped<DoorCodes>()
        .AddScoped<JoinService>().AddScoped<MembershipService>().AddScoped<MembershipQueries>().AddScoped<ProxyService>().AddScoped<PersonFinder>()
        .AddScoped<HouseholdImporter>().AddScoped<HouseholdExport>()
        .AddScoped<IPersonalData, HouseholdData>();
}
