using System.Net;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Cases.Findings;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Cases.Requests;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Clock;

/// <summary>Pauses, extensions, deferrals, returns, supervision, messages and verification through the front door.</summary>
public sealed class CaseClockHttpTests(Villages villages)
{
    private static async Task<(Township Township, Villager Zhang, StaffMemberClient Clerk, CaseReceipt Case)> AcceptedAsync(VillageApp app)
    {
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk) = (await township.VillagerAsync(), await township.ClerkAsync());
        var it = await app.Given.ComplaintAsync(zhang);
        return (township, zhang, clerk, await clerk.Client.OnCaseAsync(it, "accept"));
    }

    private static Task<CaseBody> DetailAsync(StaffMemberClient by, CaseReceipt it) => by.Client.SeeAsync<CaseBody>($"api/cases/{it.Id}");

    private static Task<List<string>> ToldAsync(VillageApp app, Guid person) => app.InStoreAsync(db =>
        db.Set<OutboxMessage>().Where(x => x.PersonId == person).OrderBy(x => x.CreatedAt).Select(x => x.Event).ToListAsync());

    [Theory, Stores]
    public async Task Pause_stops_the_clock_until_the_citizen_answers(Store store)
    {
        var app = await villages.OnAsync(store);
        var (_, zhang, clerk, it) = await AcceptedAsync(app);
        var due = it.DueAt;
        it = await clerk.Client.OnCaseAsync(it, "pause", new { reason = "waitingForCitizen", text = "请说明在哪一段路", until = app.Clock.GetUtcNow().AddDays(5) });
        it.DueAt.ShouldBeGreaterThan(due);
        var body = await DetailAsync(clerk, it);
        (body.Clock, body.ClockState!.Pauses.Single().To).ShouldBe((CaseClock.Paused, (DateTime?)null));
        body.AllowedActions.ShouldContain(CaseAction.Resume);
        body.AllowedActions.ShouldNotContain(CaseAction.Resolve);
        (await zhang.Client.SeeAsync<ComplaintBody>($"api/complaints/{it.Id}")).PauseReason.ShouldBe(CasePauseReason.WaitingForCitizen);
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/resolve", new { version = it.Version, text = "好了", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client) } }, HttpStatusCode.Conflict, "case.paused");

        it = await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/messages", new { text = "桥东头五十米" });
        body = await DetailAsync(clerk, it);
        body.Clock.ShouldBe(CaseClock.Running);
        body.ClockState!.Pauses.Single().To.ShouldNotBeNull();
        body.DueAt.ShouldBeInRange(due, due.AddDays(4));
        (await ToldAsync(app, zhang.PersonId)).ShouldContain("case.paused");
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/pause", new { version = it.Version, reason = "weather", text = "雪", until = app.Clock.GetUtcNow().AddDays(40) }, HttpStatusCode.BadRequest, "invalid");
    }

    [Theory, Stores]
    public async Task Extension_is_asked_by_the_owner_and_granted_by_the_level_above(Store store)
    {
        var app = await villages.OnAsync(store);
        var (township, zhang, clerk, it) = await AcceptedAsync(app);
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var other = await app.Given.StaffAsync(Role.CountyOffice, (await app.Given.TownshipAsync()).County);
        it = await clerk.Client.OnCaseAsync(it, "extension", new { reason = "等配件到货", amount = 3, unit = "workingDays" });
        (await clerk.Client.SeeAsync<Page<WaitingRequest>>("api/cases/requests")).Items.ShouldBeEmpty("nobody decides their own request");
        (await other.Client.SeeAsync<Page<WaitingRequest>>("api/cases/requests")).Items.ShouldBeEmpty();
        var waiting = (await county.Client.SeeAsync<Page<WaitingRequest>>("api/cases/requests")).Items.ShouldHaveSingleItem();
        waiting.Case.Id.ShouldBe(it.Id);
        (await DetailAsync(county, it)).AllowedActions.ShouldContain(CaseAction.DecideRequest);
        var approve = $"requests/{waiting.Request.Id}/approve";
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/{approve}", new { version = it.Version }, HttpStatusCode.Forbidden, "case.not_above");
        var due = it.DueAt;
        it = await county.Client.OnCaseAsync(it, approve, new { note = "同意" });
        it.DueAt.ShouldBe(DeadlinePolicy.At(due, new TimeAllowance(3, DeadlineUnit.WorkingDays), WorkingCalendar.Official));
        (await ToldAsync(app, zhang.PersonId)).ShouldContain("case.extended");
        (await county.Client.SeeAsync<Page<WaitingRequest>>("api/cases/requests")).Items.ShouldBeEmpty();
        await county.Client.IsRefusedAsync($"api/cases/{it.Id}/{approve}", new { version = it.Version }, HttpStatusCode.Conflict, "case.request_decided");
    }

    [Theory, Stores]
    public async Task Deferral_is_not_overdue_and_comes_up_on_its_day_of_review(Store store)
    {
        var app = await villages.OnAsync(store);
        var (township, _, clerk, it) = await AcceptedAsync(app);
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var review = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime).AddDays(40);
        it = await clerk.Client.OnCaseAsync(it, "deferral", new { plan = "列入明年道路硬化计划", reviewOn = review });
        var request = (await DetailAsync(county, it)).Requests.ShouldHaveSingleItem();
        it = await county.Client.OnCaseAsync(it, $"requests/{request.Id}/approve");
        (await clerk.Client.SeeAsync<Page<CaseListItem>>($"api/cases?region={township.Code}&clock=deferred")).Items.ShouldHaveSingleItem().Overdue.ShouldBeFalse();
        var later = app.Clock.GetUtcNow().UtcDateTime.AddDays(90);
        await ResumeAsync(app, later);
        await ResumeAsync(app, later);
        (await clerk.Client.SeeAsync<Page<CaseListItem>>($"api/cases?region={township.Code}&view=reviewDue")).Items.ShouldHaveSingleItem().Id.ShouldBe(it.Id);
        (await app.InStoreAsync(db => db.Set<CaseEvent>().CountAsync(x => x.CaseId == it.Id && x.Type == CaseEventType.ReviewDue))).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Pauses_end_by_themselves_once_also_when_two_processes_look(Store store)
    {
        var app = await villages.OnAsync(store);
        var (_, _, clerk, it) = await AcceptedAsync(app);
        var until = app.Clock.GetUtcNow().AddDays(2);
        it = await clerk.Client.OnCaseAsync(it, "pause", new { reason = "weather", text = "大雪封路", until });
        await ResumeAsync(app, until.UtcDateTime.AddMilliseconds(-1));
        (await DetailAsync(clerk, it)).Clock.ShouldBe(CaseClock.Paused);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ResumeAsync(app, until.UtcDateTime.AddHours(30)))));
        var body = await DetailAsync(clerk, it);
        (body.Clock, body.DueAt).ShouldBe((CaseClock.Running, it.DueAt), "the promised due time stands however late it was noticed");
        body.Timeline.Count(x => x.Type == CaseEventType.Resumed).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Return_goes_to_the_named_office_and_twice_at_most(Store store)
    {
        var app = await villages.OnAsync(store);
        var (township, _, clerk, it) = await AcceptedAsync(app);
        Office department = new(Guid.NewGuid(), OfficeKind.Department, "住建局", township.County), committee = new(Guid.NewGuid(), OfficeKind.VillageCommittee, "柳树村委会", township.Village);
        await app.InStoreAsync(async db =>
        {
            db.AddRange(department, committee);
            return await db.SaveChangesAsync();
        });
        var officer = await app.Given.StaffAsync(Role.DepartmentOfficer, township.County, department.Id);
        var offices = (await clerk.Client.SeeAsync<Page<OfficeChoice>>($"api/cases/{it.Id}/offices")).Items;
        offices.Select(x => x.Id).ShouldBe([department.Id, committee.Id], ignoreOrder: true);
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/return", new { version = it.Version, reason = "不归我们", officeId = Guid.NewGuid() }, HttpStatusCode.BadRequest, "invalid");
        it = await clerk.Client.OnCaseAsync(it, "return", new { reason = "属住建局职责", officeId = department.Id });
        it = await officer.Client.OnCaseAsync(it, "return", new { reason = "属村内小修", officeId = committee.Id });
        var own = await township.CommitteeAsync();
        await own.Client.IsRefusedAsync($"api/cases/{it.Id}/return", new { version = it.Version, reason = "办不了", officeId = department.Id }, HttpStatusCode.Conflict, "case.returned_twice");
        await own.Client.IsRefusedAsync($"api/cases/{it.Id}/transfer", new { version = it.Version, reason = "办不了", officeId = department.Id }, HttpStatusCode.Forbidden, "not_allowed");
        it = await clerk.Client.OnCaseAsync(it, "transfer", new { reason = "由住建局牵头", officeId = department.Id });
        (await DetailAsync(clerk, it)).OwnerOfficeId.ShouldBe(department.Id);
    }

    [Theory, Stores]
    public async Task Supervision_is_for_those_above_and_is_answered(Store store)
    {
        var app = await villages.OnAsync(store);
        var (township, zhang, clerk, it) = await AcceptedAsync(app);
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var by = app.Clock.GetUtcNow().AddDays(2);
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/supervise", new { instruction = "抓紧" }, HttpStatusCode.Forbidden, "case.not_above");
        it = await county.Client.DoAsync<CaseReceipt>($"api/cases/{it.Id}/supervise", new { instruction = "三日内办结并回复", replyBy = by });
        var supervision = (await DetailAsync(clerk, it)).Supervisions.ShouldHaveSingleItem();
        (await DetailAsync(clerk, it)).AllowedActions.ShouldContain(CaseAction.AnswerSupervision);
        it = await clerk.Client.DoAsync<CaseReceipt>($"api/cases/{it.Id}/supervisions/{supervision.Id}/reply", new { text = "已安排明天清运" });
        (await DetailAsync(county, it)).Supervisions.Single().Reply.ShouldBe("已安排明天清运");
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/supervisions/{supervision.Id}/reply", new { text = "再答" }, HttpStatusCode.Conflict, "case.supervision_answered");
        (await zhang.Client.SeeAsync<ComplaintBody>($"api/complaints/{it.Id}")).Timeline.ShouldNotContain(x => x.Type == CaseEventType.Supervised);
    }

    [Theory, Stores]
    public async Task Messages_are_for_the_citizen_and_those_who_work_the_case(Store store)
    {
        var app = await villages.OnAsync(store);
        var (township, zhang, clerk, it) = await AcceptedAsync(app);
        var neighbour = await township.VillagerAsync("李婶");
        var photo = await app.Given.PhotoAsync(clerk.Client);
        await clerk.Client.DoAsync<CaseReceipt>($"api/cases/{it.Id}/messages", new { text = "您家门口方便停车吗？", photoIds = new[] { photo } });
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/messages", new { text = "方便" });
        (await neighbour.Client.PostAsync($"api/complaints/{it.Id}/messages", System.Net.Http.Json.JsonContent.Create(new { text = "我也说" }))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var mine = await zhang.Client.SeeAsync<ComplaintBody>($"api/complaints/{it.Id}");
        mine.Timeline.Where(x => x.Type == CaseEventType.Message).Select(x => x.Text).ShouldBe(["您家门口方便停车吗？", "方便"]);
        (await neighbour.Client.SeeAsync<ComplaintBody>($"api/complaints/{it.Id}")).Timeline.Where(x => x.Type == CaseEventType.Message).ShouldAllBe(x => x.Text == null);
        (await neighbour.Client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ToldAsync(app, zhang.PersonId)).ShouldContain("case.message");
    }

    [Theory, Stores]
    public async Task Finding_is_opened_by_another_capability_and_closed_by_its_verifier(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, inspector) = (await township.ClerkAsync(), await app.Given.StaffAsync(Role.Inspector, township.County));
        var source = Guid.NewGuid();
        var actor = new Actor(ActorKind.Staff, inspector.Id, null, null, [new ActorGrant(Role.Inspector, township.County, null)], null);
        var before = await app.Given.PhotoAsync(inspector.Client);
        var found = await app.InsideAsync(x => x.GetRequiredService<FindingService>().FindAsync(
            actor, new FindingFiling("inspection", source, "rubbish", "村口垃圾未清", [before], township.Village, "村口", null, null), default));
        found.DueAt.ShouldBe(DeadlinePolicy.At(found.FiledAt, new TimeAllowance(5, DeadlineUnit.WorkingDays), WorkingCalendar.Official));
        found.Number.ShouldStartWith("GD" + township.County);
        (await clerk.Client.SeeAsync<Page<CaseListItem>>($"api/cases?region={township.Code}&kind=finding")).Items.ShouldHaveSingleItem().Id.ShouldBe(found.Id);
        var it = await clerk.Client.OnCaseAsync(CaseReceipt.Of(found), "accept");
        it = await clerk.Client.OnCaseAsync(it, "resolve", new { text = "已清", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client) } });
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/verify", new { version = it.Version, passed = true }, HttpStatusCode.Forbidden, "case.own_work");
        (await inspector.Client.SeeAsync<Page<CaseListItem>>($"api/cases?region={township.Code}&view=toVerify")).Items.ShouldHaveSingleItem();
        it = await inspector.Client.OnCaseAsync(it, "verify", new { passed = true });
        var body = await DetailAsync(clerk, it);
        (body.Status, body.CloseReason, body.Truth!.SourceId).ShouldBe((CaseStatus.Closed, CaseCloseReason.Verified, source));
        body.Truth.EvidenceSeconds.ShouldNotBeNull();
    }

    [Theory, Stores]
    public async Task Same_place_and_category_within_ninety_days_is_a_relapse(Store store)
    {
        var app = await villages.OnAsync(store);
        var (township, zhang, clerk, it) = await AcceptedAsync(app);
        object At(double lat, string category = "sewage") => new { category, description = "污水外溢", visibility = "staffOnly", location = new { lat, lng = 122.9, accuracy = 5 } };
        var first = await zhang.Client.DoAsync<CaseReceipt>("api/complaints", At(39.7));
        var open = await zhang.Client.DoAsync<CaseReceipt>("api/complaints", At(39.7));
        first = await clerk.Client.OnCaseAsync(first, "accept");
        first = await clerk.Client.OnCaseAsync(first, "resolve", new { text = "已修好", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client) } });
        // 0.0008 degrees of latitude are 89 m, 0.001 are 111 m.
        var near = await zhang.Client.DoAsync<CaseReceipt>("api/complaints", At(39.7008));
        var far = await zhang.Client.DoAsync<CaseReceipt>("api/complaints", At(39.701));
        var other = await zhang.Client.DoAsync<CaseReceipt>("api/complaints", At(39.7, "ditch"));
        (await DetailAsync(clerk, near)).Truth!.RelapseOf!.Number.ShouldBe(first.Number);
        foreach (var fresh in new[] { open, far, other }) (await DetailAsync(clerk, fresh)).Relapse.ShouldBeFalse();
        (await clerk.Client.SeeAsync<Page<CaseListItem>>($"api/cases?region={township.Code}&relapse=true")).Items.ShouldHaveSingleItem().Id.ShouldBe(near.Id);
        _ = it;

        // Ninety days from the resolve, to the millisecond.
        var resolvedAt = await app.InStoreAsync(db => db.Set<Engagement.Core.Cases.Case>().Where(x => x.Id == first.Id).Select(x => x.ResolvedAt!.Value).SingleAsync());
        Task<Guid?> FindAsync(DateTime now) => app.InsideAsync(x => x.GetRequiredService<Relapses>().FindAsync("sewage", township.Village, 39.7, 122.9, null, now, default));
        (await FindAsync(resolvedAt.AddDays(90))).ShouldBe(first.Id);
        (await FindAsync(resolvedAt.AddDays(90).AddMilliseconds(1))).ShouldBeNull();
    }

    private static Task<int> ResumeAsync(VillageApp app, DateTime now) =>
        app.InsideAsync(x => ActivatorUtilities.CreateInstance<ClockService>(x, (TimeProvider)new StoppedClock(now)).ResumeOverdueAsync(default));
}
