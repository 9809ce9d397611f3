using Engagement.Api.Demo;
using Engagement.Core.Codes;
using Engagement.Core.Households;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Demo;

/// <summary>The demo's villagers live somewhere, under the same law as everybody.</summary>
public sealed class DemoHouseholdTests(DemoVillages villages)
{
    [Theory, Stores]
    public async Task Everybody_has_a_home_or_has_asked_for_one(Store store)
    {
        var app = await villages.OnAsync(store);
        var (homes, lines, people, proxies) = await app.InStoreAsync(async db => (await db.Set<Household>().AsNoTracking().ToListAsync(), await db.Set<Membership>().AsNoTracking().ToListAsync(),
            await db.Set<Person>().AsNoTracking().Where(x => x.RegionCode!.StartsWith(DemoPeople.Township)).Select(x => x.Id).ToListAsync(), await db.Set<Proxy>().AsNoTracking().ToListAsync()));

        homes.Count.ShouldBeInRange(600, 1100);
        people.Except(lines.Select(x => x.PersonId)).ShouldBeEmpty();
        foreach (var members in lines.Where(x => x.Status == MembershipStatus.Active).GroupBy(x => x.HouseholdId)) members.ShouldContain(x => x.Role == MemberRole.Head && x.IsAdult);
        lines.Count(x => x.Status == MembershipStatus.Requested).ShouldBeGreaterThan(10);
        proxies.ShouldHaveSingleItem();
        var (groups, codes) = await app.InStoreAsync(async db => (await db.Set<HouseholdGroup>().AsNoTracking().ToDictionaryAsync(x => x.Id, x => x.Name), await db.Set<Code>().AsNoTracking().ToListAsync()));
        codes.Where(x => x.OwnerKind == CodeKind.Household).Select(x => x.OwnerId).ShouldBe(
            homes.Where(x => x.GroupId is { } group && DemoPosts.Alleys.Contains(groups[group])).Select(x => x.Id.ToString()), ignoreOrder: true, "chiefs have had their alley's doors printed");
        (await app.InsideAsync(x => x.GetRequiredService<HouseholdCounts>().ReconcileAsync(default))).ShouldBe(0);
    }
}
