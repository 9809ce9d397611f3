using Engagement.Api.Pledges;
using Engagement.Core.Messaging;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Pledges;

/// <summary>A term ends: who has not renewed is reminded once, and stands in the list of the lapsed when nothing came of it.</summary>
public sealed class RenewalTests
{
    [Theory, Stores]
    public async Task Each_household_that_has_not_renewed_is_reminded_once_and_stands_in_the_lapse_list_after_the_term(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        if (PledgeTermEnd(app) - app.Clock.UtcNow() < TimeSpan.FromDays(40)) app.Clock.Advance(TimeSpan.FromDays(45));
        var village = await PledgeVillage.SettleAsync(app);
        var committee = await village.Township.CommitteeAsync();
        var homes = await village.HouseholdsAsync(4);
        var signers = new List<Villager>();
        foreach (var home in homes.Take(3)) signers.Add(await village.MemberAsync(home));
        var child = await village.MemberAsync(homes[0], adult: false, name: "王小妹");
        var pledges = new List<PledgeReceipt>();
        foreach (var signer in signers) pledges.Add(await village.SignAsync(signer));
        await committee.Client.DoAsync<PledgeReceipt>($"api/pledges/{pledges[2].Id}/withdraw", new { version = pledges[2].Version, reason = "签错了人" });

        Until(app, pledges[0].EndsAt.AddDays(-PledgeReminders.DaysBefore).AddMinutes(-5));
        (await RemindAsync(app)).ShouldBe(0, "not yet");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        // Sessions of weeks ago are over.
        committee = await village.Township.CommitteeAsync();
        var next = PledgeTerm.Parse(pledges[1].Term)!.Value.Next;
        await committee.Client.DoAsync<PledgeReceipt>("api/pledges/paper", new
        {
            householdId = homes[1],
            term = next.Code,
            signedBy = signers[1].PersonId,
            signedOn = ChinaTime.Today(app.Clock),
            sheetPhotoIds = new[] { await app.Given.PhotoAsync(committee.Client) },
        });
        (await RemindAsync(app)).ShouldBe(2, "one to remind, and one that has renewed, each marked");
        (await RemindAsync(app)).ShouldBe(0, "a second run finds nothing");

        var told = await app.InStoreAsync(db => db.Set<OutboxMessage>().Where(x => x.Event == MessageEvents.PledgeDue).Select(x => new { x.PersonId, x.SubjectId }).ToListAsync());
        told.ShouldAllBe(x => x.SubjectId == pledges[0].Id);
        told.Select(x => x.PersonId).ShouldContain(signers[0].PersonId);
        told.Select(x => x.PersonId).ShouldNotContain(child.PersonId, "adults sign");
        told.Count.ShouldBe(2, "the head and the son");

        (await LapsedAsync(committee, village)).ShouldBeEmpty();
        Until(app, pledges[0].EndsAt.AddMinutes(1));
        committee = await village.Township.CommitteeAsync();
        (await LapsedAsync(committee, village)).ShouldBe([homes[0]], "the second renewed, the third was withdrawn, the fourth never signed");
        (await RemindAsync(app)).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task A_run_that_comes_late_reminds_nobody_of_a_term_that_is_over(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var village = await PledgeVillage.SettleAsync(app);
        var signed = await village.SignAsync(await village.MemberAsync(await village.HouseholdAsync()));
        Until(app, signed.EndsAt.AddDays(1));
        (await RemindAsync(app)).ShouldBe(0);
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.Event == MessageEvents.PledgeDue))).ShouldBe(0);
    }

    private static DateTime PledgeTermEnd(VillageApp app) =>
        ChinaTime.ToUtc(new DateOnly(ChinaTime.Today(app.Clock).Year + 1, 1, 1), TimeOnly.MinValue);

    private static void Until(VillageApp app, DateTime moment) => app.Clock.Advance(moment - app.Clock.UtcNow());

    private static Task<int> RemindAsync(VillageApp app) => app.InsideAsync(x => x.GetRequiredService<PledgeReminders>().RemindAsync(default));

    private static async Task<IEnumerable<Guid>> LapsedAsync(StaffMemberClient by, PledgeVillage village) =>
        (await by.Client.SeeAsync<Page<PledgeListItem>>($"api/pledges?village={village.Code}&show=lapsed")).Items.Select(x => x.HouseholdId);
}
