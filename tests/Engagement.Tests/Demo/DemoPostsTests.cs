using Engagement.Api.Demo;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Posts;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Demo;

/// <summary>What a newcomer finds of posts, leaders and rules.</summary>
public sealed class DemoPostsTests(DemoVillages villages)
{
    private static readonly Actor Clerk = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.TownshipStaff, DemoPeople.Township, null)], null);

    [Theory, Stores]
    public async Task The_examples_come_out_and_one_village_has_no_leader(Store store)
    {
        var app = await villages.OnAsync(store);
        var results = await app.InsideAsync(x => x.GetRequiredService<RoutingQueries>().RunAsync(Clerk, DemoPeople.Township, default));
        results.Count.ShouldBe(4);
        results.Where(x => !x.Passed).Select(x => $"{x.Name}: {x.Actual}").ShouldBeEmpty();
        var total = (await app.InsideAsync(x => x.GetRequiredService<CoverageQuery>().ReadAsync(DemoPeople.Township, null, default))).Total;
        (total.Uncovered, total.Heat).ShouldBe((1, 3));
        var posts = await app.InsideAsync(x => x.GetRequiredService<DutyPostQueries>().OnDayAsync(DemoPeople.Township, ChinaTime.Today(app.Clock), default));
        posts.ShouldAllBe(x => x.OnDutyName != null);
        posts.ShouldContain(x => x.OnLeave && x.StandInName != null);
    }
}
