using System.Net;
using System.Net.Http.Json;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Messaging;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases;

/// <summary>A complaint from a villager's phone to a confirmed end, through the front door.</summary>
public sealed class ComplaintLifeTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_complaint_is_filed_accepted_assigned_resolved_and_confirmed(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var clerk = await township.ClerkAsync();
        var committee = await township.CommitteeAsync();

        var filed = await app.Given.ComplaintAsync(zhang);
        filed.Number.ShouldStartWith($"GD{township.County}");
        filed.Status.ShouldBe(CaseStatus.Filed);

        var accepted = await clerk.Client.OnCaseAsync(filed, "accept");
        var assigned = await clerk.Client.OnCaseAsync(accepted, "assign", new { assigneeId = committee.Id });
        var started = await committee.Client.OnCaseAsync(assigned, "start");
        var photo = await app.Given.PhotoAsync(committee.Client);
        var resolved = await committee.Client.OnCaseAsync(started, "resolve", new { text = "已清运", photoIds = new[] { photo } });
        resolved.Status.ShouldBe(CaseStatus.Resolved);

        using var rating = await zhang.Client.PostAsJsonAsync($"api/complaints/{filed.Id}/rating", new { solved = true, satisfaction = 5, comment = "很快" });
        rating.StatusCode.ShouldBe(HttpStatusCode.OK);
        var detail = await zhang.Client.GetFromJsonAsync<ComplaintView>($"api/complaints/{filed.Id}", VillageApp.JsonOptions);
        detail!.Status.ShouldBe(CaseStatus.Closed);
        detail.Outcome.ShouldBe(CaseOutcome.Solved);
        detail.Timeline.Select(x => x.Type).ShouldBe([CaseEventType.Filed, CaseEventType.Accepted, CaseEventType.Assigned, CaseEventType.Started, CaseEventType.Resolved, CaseEventType.Rated]);

        (await zhang.Client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await app.InStoreAsync(db => db.Set<OutboxMessage>().Where(x => x.SubjectId == filed.Id && x.PersonId == zhang.PersonId).OrderBy(x => x.Id).Select(x => x.Event).ToListAsync());
        told.ShouldBe([CaseMessages.Filed, CaseMessages.Accepted, CaseMessages.Assigned, CaseMessages.Resolved]);
    }

    private sealed record ComplaintView(CaseStatus Status, CaseOutcome? Outcome, IReadOnlyList<CaseEventView> Timeline);
}
