using System.Net;
using System.Net.Http.Json;
using Engagement.Core.Data;
using Engagement.Core.Privacy;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Privacy;

/// <summary>Who did what is there for administrators and auditors of the region, and found again by account, act, thing and day.</summary>
public sealed class AuditTrailTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_case_is_followed_from_its_number_to_everybody_who_touched_it(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk) = (await township.VillagerAsync("张大爷"), await township.ClerkAsync());
        var filed = await app.Given.ComplaintAsync(zhang);
        await clerk.Client.OnCaseAsync(filed, "accept");
        var auditor = await app.Given.StaffAsync(Role.Auditor, township.County);

        var trail = await auditor.Client.SeeAsync<Page<AuditEntry>>($"api/audit?target={filed.Number.ToLowerInvariant()}");
        trail.Items.Select(x => (x.Action, x.ActorName, x.TargetName)).ShouldBe(
            [("case.accept", "乡镇工作人员小李", filed.Number), ("case.file", "张**", filed.Number)]);
        trail.Items.ShouldAllBe(x => x.TargetKind == "case" && x.TargetId == filed.Id && x.Address != null);

        foreach (var query in new[] { $"target={filed.Id}&action=case.accept", $"actor={clerk.Id}&action=case", $"actor={clerk.UserName[^8..]}&target=case" })
            (await auditor.Client.SeeAsync<Page<AuditEntry>>($"api/audit?{query}")).Items.ShouldHaveSingleItem(query).Id.ShouldBe(trail.Items[0].Id);
        foreach (var query in new[] { $"target={filed.Id}&action=cas", $"target={filed.Id}&action=case.acc", $"target={filed.Id}&to=2020-01-31&from=2020-01-01", $"target={filed.Id}&actor=nobody" })
            (await auditor.Client.SeeAsync<Page<AuditEntry>>($"api/audit?{query}")).Items.ShouldBeEmpty(query);
    }

    [Theory, Stores]
    public async Task It_comes_in_pages_newest_first_with_equal_moments(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, auditor) = (await township.ClerkAsync(), await app.Given.StaffAsync(Role.Auditor, township.County));
        var now = app.Clock.UtcNow();
        var actor = new Actor(ActorKind.Staff, clerk.Id, null, null, [], "10.0.0.1");
        var lines = Enumerable.Range(0, 7).Select(i => AuditLine.Of(actor, now.AddMinutes(-i / 3), "code.create", "code", null, $"C{i}")).ToArray();
        await app.InStoreAsync(db =>
        {
            db.AddRange(lines);
            return db.SaveChangesAsync();
        });
        var seen = new List<AuditEntry>();
        string? next = "";
        while (next is not null)
        {
            var page = await auditor.Client.SeeAsync<Page<AuditEntry>>($"api/audit?actor={clerk.Id}&limit=2&after={next}");
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.Items);
            next = page.Next;
        }

        seen.Select(x => x.Id).ShouldBe(lines.OrderByDescending(x => x.At).ThenByDescending(x => x.Id.ToString(), StringComparer.Ordinal).Select(x => x.Id));
    }

    [Theory, Stores]
    public async Task What_other_regions_did_stays_there(Store store)
    {
        var app = await villages.OnAsync(store);
        var (here, elsewhere) = (await app.Given.TownshipAsync(), await app.Given.TownshipAsync());
        var zhang = await elsewhere.VillagerAsync();
        var filed = await app.Given.ComplaintAsync(zhang);
        await (await elsewhere.ClerkAsync()).Client.OnCaseAsync(filed, "accept");
        await app.InStoreAsync(db =>
        {
            db.Add(AuditLine.Of(Actor.System, app.Clock.UtcNow(), "case.close", "case", filed.Id));
            return db.SaveChangesAsync();
        });

        (await ReadAsync(Role.Auditor, here.County)).ShouldBeEmpty();
        (await ReadAsync(Role.Administrator, elsewhere.County)).Select(x => x.Action).ShouldBe(["case.accept", "case.file"]);
        (await ReadAsync(Role.Administrator, elsewhere.County[..4])).Select(x => x.Action).ShouldBe(["case.close", "case.accept", "case.file"], "what no account did is the city's to see");
        (await ReadAsync(Role.Administrator, elsewhere.County[..4], $"&region={elsewhere.Code}")).Count.ShouldBe(2);

        (await zhang.Client.PostAsJsonAsync("api/me/delete", new { confirm = true })).EnsureSuccessStatusCode();
        (await ReadAsync(Role.Auditor, elsewhere.County)).Select(x => x.Action).ShouldBe(["case.accept"], "whose account is gone belongs to no county");
        (await ReadAsync(Role.Auditor, elsewhere.County[..4])).Select(x => (x.Action, x.ActorName)).Last().ShouldBe(("case.file", null));

        var auditor = await app.Given.StaffAsync(Role.Auditor, here.County);
        (await auditor.Client.GetAsync($"api/audit?region={elsewhere.County}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.Client.GetAsync("api/audit?from=2026-02-01&to=2026-01-01")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await auditor.Client.GetAsync("api/audit?from=2024-01-01&to=2026-01-01")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await app.Given.StaffAsync(Role.CountyOffice, here.County)).Client.GetAsync("api/audit")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        async Task<IReadOnlyList<AuditEntry>> ReadAsync(Role role, string region, string more = "") =>
            (await (await app.Given.StaffAsync(role, region)).Client.SeeAsync<Page<AuditEntry>>($"api/audit?target={filed.Id}{more}")).Items;
    }
}
