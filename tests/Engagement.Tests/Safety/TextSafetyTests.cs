using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Cases.Reviews;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Templates;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Safety;

/// <summary>Words others would see, through the front door and a WeChat that misbehaves.</summary>
public sealed class TextSafetyTests(SafetyVillages villages) : IClassFixture<SafetyVillages>
{
    private const string Doubtful = "【测试-复核】路灯坏了", Bad = "【测试-违规】路灯坏了";

    [Theory, Stores]
    public async Task What_passes_is_public_at_once_and_accepting_changes_nothing(Store store)
    {
        var street = await villages.StreetAsync(store);
        var filed = await street.FileAsync();
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
        (await street.WaitingAsync(filed.Id)).ShouldBeNull();
        await street.Clerk.Client.OnCaseAsync(filed, "accept");
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task What_is_doubtful_waits_until_a_person_approves(Store store)
    {
        var street = await villages.StreetAsync(store);
        var filed = await street.FileAsync(Doubtful);
        (await street.LiSeesAsync(filed)).ShouldBeFalse();
        (await street.Zhang.Client.GetAsync($"api/complaints/{filed.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK, "the reporter always sees it");
        var item = (await street.WaitingAsync(filed.Id)).ShouldNotBeNull();
        (item.Kind, item.Reason, item.Text).ShouldBe((ReviewKind.Text, ReviewReason.Advised, Doubtful));

        await street.DecideAsync(item, "approve");
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
        (await street.WaitingAsync(filed.Id)).ShouldBeNull();
        (await street.App.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.TargetId == filed.Id && x.Action == "review.approve" && x.ActorId == street.Clerk.Id))).ShouldBe(1);
        await street.Clerk.Client.IsRefusedAsync($"api/reviews/{filed.Id}/approve", new { version = item.Version }, HttpStatusCode.Conflict, "stale");
    }

    [Theory, Stores]
    public async Task What_is_risky_is_refused_for_the_public_and_taken_for_staff(Store store)
    {
        var street = await villages.StreetAsync(store);
        foreach (var (description, address) in new[] { (Bad, "老槐树下"), ("路灯坏了", Bad) })
        {
            var sentence = await street.Zhang.Client.IsRefusedAsync("api/complaints", new { category = "rubbish", description, address, visibility = "publicAnonymous" },
                HttpStatusCode.Conflict, "complaint.text_risky");
            sentence.ShouldContain("仅工作人员可见");
        }

        (await street.App.InStoreAsync(db => db.Set<Case>().CountAsync(x => x.ReporterId == street.Zhang.PersonId))).ShouldBe(0);
        var asked = street.Calls(Street.TextCheck);
        var filed = await street.FileAsync(Bad, "staffOnly");
        street.Calls(Street.TextCheck).ShouldBe(asked, "what only staff read is not checked");
        (await street.LiSeesAsync(filed)).ShouldBeFalse();
        (await street.WaitingAsync(filed.Id)).ShouldBeNull();
        await street.Clerk.Client.IsAbsentAsync($"api/reviews/{filed.Id}/approve", new { version = 1 });
        await street.Clerk.Client.OnCaseAsync(filed, "accept");
        (await street.LiSeesAsync(filed)).ShouldBeFalse();
    }

    [Theory, Stores]
    public async Task Without_an_answer_it_is_filed_and_a_person_decides(Store store)
    {
        var street = await villages.StreetAsync(store);
        foreach (var fault in new SimulatorFault[]
                 {
                     new(Street.TextCheck, Errcode: 61010), new(Street.TextCheck, Count: 4, Status: 503), new(Street.TextCheck, Count: 4, Reset: "before"),
                     new(Street.TextCheck, LatencyMs: 120_000), new(Street.TextCheck, Body: """{"errcode":0,"result":{"suggest":"perhaps"}}"""),
                 })
        {
            street.WeChat.Faults.Clear();
            street.WeChat.Faults.Add(fault);
            var began = Stopwatch.GetTimestamp();
            var filed = await street.FileAsync();
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TextSafety.Patience * 15, fault.ToString());
            (await street.LiSeesAsync(filed)).ShouldBeFalse(fault.ToString());
            (await street.WaitingAsync(filed.Id)).ShouldNotBeNull(fault.ToString());
            await street.Clerk.Client.OnCaseAsync(filed, "accept");
            (await street.LiSeesAsync(filed)).ShouldBeTrue("whoever accepts has read it");
            (await street.WaitingAsync(filed.Id)).ShouldBeNull();
        }
    }

    [Theory, Stores]
    public async Task What_staff_write_for_somebody_is_not_checked_and_waits(Store store)
    {
        var street = await villages.StreetAsync(store);
        var asked = street.Calls(Street.TextCheck);
        var filed = await street.Clerk.Client.DoAsync<CaseReceipt>("api/complaints/on-behalf",
            new { category = "toilet", description = "厕所坏了", visibility = "publicNamed", regionCode = street.Township.Village, reporterName = "赵奶奶" });
        street.Calls(Street.TextCheck).ShouldBe(asked);
        (await street.LiSeesAsync(filed)).ShouldBeFalse();
        (await street.WaitingAsync(filed.Id)).ShouldNotBeNull().Reason.ShouldBe(ReviewReason.Unavailable);
    }

    [Theory, Stores]
    public async Task What_is_withheld_stays_hidden_through_acceptance_and_the_reporter_is_told_why(Store store)
    {
        var street = await villages.StreetAsync(store);
        var filed = await street.FileAsync();
        await street.Clerk.Client.IsRefusedAsync($"api/reviews/{filed.Id}/withhold", new { version = filed.Version }, HttpStatusCode.BadRequest, "invalid");
        var held = await street.Clerk.Client.DoAsync<ReviewReceipt>($"api/reviews/{filed.Id}/withhold", new { version = filed.Version, reason = "写了别人家的门牌号" });
        (await street.LiSeesAsync(filed)).ShouldBeFalse();
        (await street.Zhang.Client.GetAsync($"api/complaints/{filed.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await street.App.InStoreAsync(db => db.Set<OutboxMessage>().SingleAsync(x => x.SubjectId == filed.Id && x.Event == CaseMessages.Held));
        told.PersonId.ShouldBe(street.Zhang.PersonId);
        told.ReadFields()["text"].ShouldBe("写了别人家的门牌号");
        MessageTemplates.Find(told.Event).ShouldNotBeNull();
        await street.Clerk.Client.IsRefusedAsync($"api/reviews/{filed.Id}/withhold", new { version = held.Version, reason = "再次" }, HttpStatusCode.Conflict, "review.already_held");

        var accepted = await street.Clerk.Client.OnCaseAsync(filed with { Version = held.Version }, "accept");
        (await street.LiSeesAsync(filed)).ShouldBeFalse("a person's no is not undone by accepting");
        await street.Clerk.Client.DoAsync<ReviewReceipt>($"api/reviews/{filed.Id}/approve", new { version = accepted.Version });
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task Township_and_county_of_the_place_decide_and_nobody_else(Store store)
    {
        var street = await villages.StreetAsync(store);
        var given = street.App.Given;
        var filed = await street.FileAsync(Doubtful);
        object body = new { version = filed.Version };
        foreach (var role in new[] { Role.VillageCommittee, Role.Inspector, Role.Auditor, Role.DepartmentOfficer })
            await (await given.StaffAsync(role, street.Township.Village)).Client.IsRefusedAsync($"api/reviews/{filed.Id}/approve", body, HttpStatusCode.Forbidden, "not_allowed");
        var elsewhere = await (await given.TownshipAsync()).ClerkAsync();
        (await street.WaitingAsync(filed.Id, elsewhere.Client)).ShouldBeNull();
        await elsewhere.Client.IsAbsentAsync($"api/reviews/{filed.Id}/approve", body);
        var herself = await given.StaffAsync(Role.TownshipStaff, street.Township.Code, personId: street.Zhang.PersonId);
        (await street.WaitingAsync(filed.Id, herself.Client)).ShouldBeNull();
        await herself.Client.IsRefusedAsync($"api/reviews/{filed.Id}/approve", body, HttpStatusCode.Forbidden, "case.concerns_yourself");
        var county = await given.StaffAsync(Role.CountyOffice, street.Township.County);
        (await street.WaitingAsync(filed.Id, county.Client)).ShouldNotBeNull();
        await county.Client.DoAsync<ReviewReceipt>($"api/reviews/{filed.Id}/approve", body);
    }

    [Theory, Stores]
    public async Task The_queue_comes_in_pages_without_gap_or_double(Store store)
    {
        var street = await villages.StreetAsync(store);
        for (var i = 0; i < 5; i++) await street.FileAsync(Doubtful + i);
        List<Guid> seen = [];
        for (string? after = ""; after is not null;)
        {
            var page = await street.Clerk.Client.SeeAsync<Page<ReviewItem>>($"api/reviews?kind=text&limit=2&after={after}");
            seen.AddRange(page.Items.Select(x => x.Id));
            after = page.Next;
        }

        (seen.Count, seen.Distinct().Count()).ShouldBe((5, 5));
    }

    [Theory, Stores]
    public async Task The_check_holds_up_nobody_else_and_a_repeated_request_is_one_case(Store store)
    {
        var street = await villages.StreetAsync(store);
        street.WeChat.Faults.Add(new SimulatorFault(Street.TextCheck, LatencyMs: 10_000));
        var key = Guid.NewGuid().ToString();
        var slow = FileWithKeyAsync(street, key);
        await Task.Delay(300);
        using var meanwhile = await street.Li.Client.PutAsJsonAsync("api/me", new { name = "李大娘", regionCode = street.Township.Village });
        meanwhile.StatusCode.ShouldBe(HttpStatusCode.OK);
        slow.IsCompleted.ShouldBeFalse("another writer must not wait for WeChat");
        var first = await slow;
        (await FileWithKeyAsync(street, key)).Id.ShouldBe(first.Id);
        (await street.WaitingAsync(first.Id)).ShouldNotBeNull("the answer never came");
    }

    [Fact]
    public void Pieces_cover_the_text_without_halving_a_character()
    {
        var characters = Gen.Elements("村", "a", "😀", "\n");
        var texts = Gen.Choose(1, 4000).SelectMany(n => characters.ArrayOf(n)).Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var pieces = TextSafety.Pieces(text).ToList();
            pieces.All(x => x.Length is > 0 and <= TextSafety.MaxPiece && !char.IsLowSurrogate(x[0]) && !char.IsHighSurrogate(x[^1])).ShouldBeTrue();
            var covered = 0;
            foreach (var piece in pieces)
            {
                var at = text.IndexOf(piece, Math.Max(0, covered - 50), StringComparison.Ordinal);
                at.ShouldBeInRange(0, covered);
                covered = Math.Max(covered, at + piece.Length);
            }

            covered.ShouldBe(text.Length);
        }).QuickCheckThrowOnFailure();
    }

    private static async Task<CaseReceipt> FileWithKeyAsync(Street street, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/complaints") { Content = JsonContent.Create(new { category = "rubbish", description = "路灯坏了", visibility = "publicNamed" }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await street.Zhang.Client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions))!;
    }
}

internal static class SafetyDoors
{
    /// <summary>Posts and demands a 404.</summary>
    public static async Task IsAbsentAsync(this HttpClient by, string path, object body)
    {
        using var answer = await by.PostAsJsonAsync(path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, await answer.Content.ReadAsStringAsync());
    }
}
