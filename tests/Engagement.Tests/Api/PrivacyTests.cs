using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Api;

/// <summary>Who sees what: not outside one's region, not what is hidden, not one's own to decide, and no names where none belong.</summary>
public sealed class PrivacyTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_committee_sees_nothing_of_the_next_village(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var filed = await app.Given.ComplaintAsync(await township.VillagerAsync(), visibility: "staffOnly");
        var own = await township.CommitteeAsync();
        var next = await app.Given.StaffAsync(Role.VillageCommittee, township.NextVillage);

        (await StatusAsync(own.Client, $"api/cases/{filed.Id}")).ShouldBe(HttpStatusCode.OK);
        await ShouldBeAbsentAsync(next.Client, filed, township);
        await ShouldBeAbsentAsync((await app.Given.StaffAsync(Role.TownshipStaff, township.County + "102")).Client, filed, township);
        await ShouldBeAbsentAsync((await app.Given.StaffAsync(Role.CountyOffice, "980101")).Client, filed, township);
    }

    [Theory, Stores]
    public async Task What_is_hidden_from_the_committee_is_not_there_for_it(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var filed = await app.Given.ComplaintAsync(await township.VillagerAsync(), visibility: "staffOnly", hiddenFromCommittee: true);

        await ShouldBeAbsentAsync((await township.CommitteeAsync()).Client, filed, township);
        (await StatusAsync((await township.ClerkAsync()).Client, $"api/cases/{filed.Id}")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, Stores]
    public async Task Nobody_works_their_own_complaint(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var zhang = await township.VillagerAsync();
        var filed = await app.Given.ComplaintAsync(zhang);
        var self = await app.Given.StaffAsync(Role.TownshipStaff, township.Code, personId: zhang.PersonId);
        var clerk = await township.ClerkAsync();

        foreach (var (verb, body) in Verbs(filed, clerk.Id))
            await ShouldBeAsync(self.Client, $"api/cases/{filed.Id}/{verb}", body, HttpStatusCode.Forbidden, "case.concerns_yourself");
        (await ReadAsync(self.Client, $"api/cases/{filed.Id}"))["allowedActions"]!.AsArray().ShouldBeEmpty();
        var bulk = await self.Client.PostAsJsonAsync("api/cases/bulk/accept", new { items = new[] { new { id = filed.Id, version = filed.Version } } }, Now);
        (await JsonOf(bulk))["results"]![0]!["code"]!.GetValue<string>().ShouldBe("case.concerns_yourself");

        // And nobody gives it to them.
        var accepted = await (await clerk.Client.PostAsJsonAsync($"api/cases/{filed.Id}/accept", new { version = filed.Version }, Now)).Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions, Now);
        await ShouldBeAsync(clerk.Client, $"api/cases/{filed.Id}/assign", new { version = accepted!.Version, assigneeId = self.Id }, HttpStatusCode.Forbidden, "case.concerns_yourself");
    }

    [Theory, Stores]
    public async Task Another_villager_sees_neither_a_staff_only_complaint_nor_its_photos(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (zhang, li) = (await township.VillagerAsync(), await township.VillagerAsync("李四"));
        var photo = await app.Given.PhotoAsync(zhang.Client);
        (await StatusAsync(li.Client, $"api/photos/{photo}")).ShouldBe(HttpStatusCode.NotFound);
        var filed = await FileAsync(zhang, new { category = "rubbish", description = "只给干部看", visibility = "staffOnly", photoIds = new[] { photo } });

        foreach (var path in new[] { $"api/complaints/{filed.Id}", $"api/photos/{photo}", $"api/photos/{photo}/thumbnail" })
        {
            (await StatusAsync(li.Client, path)).ShouldBe(HttpStatusCode.NotFound, path);
            (await StatusAsync(zhang.Client, path)).ShouldBe(HttpStatusCode.OK, path);
            (await StatusAsync(app.Anonymous, path)).ShouldBe(HttpStatusCode.Unauthorized, path);
        }

        foreach (var (path, body) in new (string, object)[]
        {
            ("support", new { }), ("additions", new { text = "我也看看" }), ("withdraw", new { }), ("urge", new { }), ("reopen", new { reason = "不行" }), ("rating", new { solved = true, satisfaction = 5 }),
        })
            await ShouldBeAsync(li.Client, $"api/complaints/{filed.Id}/{path}", body, HttpStatusCode.NotFound, "not_found");
        (await ReadAsync(li.Client, $"api/complaints?scope=public&region={township.Village}"))["items"]!.AsArray().ShouldBeEmpty();
        (await ReadAsync(li.Client, $"api/complaints/nearby?category=rubbish&region={township.Village}"))["items"]!.AsArray().ShouldBeEmpty();
        var next = await app.Given.StaffAsync(Role.VillageCommittee, township.NextVillage);
        (await StatusAsync(next.Client, $"api/photos/{photo}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, Stores]
    public async Task A_photo_on_an_internal_line_is_for_staff(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (zhang, clerk) = (await township.VillagerAsync(), await township.ClerkAsync());
        var filed = await app.Given.ComplaintAsync(zhang);
        var photo = await app.Given.PhotoAsync(clerk.Client);
        (await clerk.Client.PostAsJsonAsync($"api/cases/{filed.Id}/note", new { text = "内部核实情况", photoIds = new[] { photo } }, Now)).EnsureSuccessStatusCode();

        (await StatusAsync(clerk.Client, $"api/photos/{photo}")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(zhang.Client, $"api/photos/{photo}")).ShouldBe(HttpStatusCode.NotFound);
        var seen = await ReadAsync(zhang.Client, $"api/complaints/{filed.Id}");
        seen.ToJsonString(Plain).ShouldNotContain("内部核实情况");
        seen.ToJsonString(Plain).ShouldNotContain(photo.ToString());
        foreach (var list in new[] { "api/complaints", $"api/complaints?scope=public&region={township.Village}" })
            (await ReadAsync(zhang.Client, list)).ToJsonString(Plain).ShouldNotContain(photo.ToString(), Shouldly.Case.Sensitive, $"{list} must not name an internal photo.");
    }

    [Theory, Stores]
    public async Task A_number_is_revealed_to_workers_only_and_the_audit_says_who_looked(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (clerk, committee) = (await township.ClerkAsync(), await township.CommitteeAsync());
        var filed = await OnBehalfAsync(clerk, township, "王大娘", "13987654321");

        (await ReadAsync(clerk.Client, $"api/cases/{filed.Id}"))["reporterPhoneMasked"]!.GetValue<string>().ShouldBe("139****4321");
        await ShouldBeAsync(committee.Client, $"api/cases/{filed.Id}/reporter-phone", new { }, HttpStatusCode.Forbidden, "not_allowed");
        (await ReadAsync(committee.Client, $"api/cases/{filed.Id}"))["reporterName"]!.GetValue<string>().ShouldBe("王**");
        using var answer = await clerk.Client.PostAsync($"api/cases/{filed.Id}/reporter-phone", null, Now);
        (await JsonOf(answer))["phone"]!.GetValue<string>().ShouldBe("13987654321");

        var line = (await app.InStoreAsync(db => db.Set<AuditLine>().Where(x => x.TargetId == filed.Id && x.Action == "case.reveal_phone").ToListAsync(Now))).ShouldHaveSingleItem();
        line.ActorId.ShouldBe(clerk.Id);
        line.SessionId.ShouldNotBeNull();
        line.Address.ShouldNotBeNull();
    }

    [Theory, Stores]
    public async Task A_name_or_number_stands_in_People_and_nowhere_else(Store store)
    {
        const string Family = "皇甫", Name = Family + "铁牛", Elder = "慕容老太", Phone = "13711112222";
        var (app, township) = await ArrangeAsync(store);
        var (villager, li) = (await township.VillagerAsync(Name), await township.VillagerAsync("李四"));
        var clerk = await township.ClerkAsync();
        var filed = await app.Given.ComplaintAsync(villager);
        var (anonymous, hers) = (await app.Given.ComplaintAsync(villager, visibility: "publicAnonymous"), await OnBehalfAsync(clerk, township, Elder, Phone));
        (await clerk.Client.PostAsJsonAsync($"api/cases/{anonymous.Id}/accept", new { version = anonymous.Version }, Now)).EnsureSuccessStatusCode();
        var receipt = filed;
        foreach (var (verb, body) in new (string, Func<CaseReceipt, object>)[]
        {
            ("accept", x => new { version = x.Version }), ("assign", x => new { version = x.Version, assigneeId = clerk.Id }), ("start", x => new { version = x.Version }),
            ("close", x => new { version = x.Version, reason = "已协调" }),
        })
        {
            using var done = await clerk.Client.PostAsJsonAsync($"api/cases/{filed.Id}/{verb}", body(receipt), Now);
            receipt = (await done.Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions, Now))!;
        }

        (await clerk.Client.PostAsync($"api/cases/{hers.Id}/reporter-phone", null, Now)).EnsureSuccessStatusCode();
        (await li.Client.PostAsync($"api/complaints/{anonymous.Id}/support", null, Now)).EnsureSuccessStatusCode();

        foreach (var path in new[] { $"api/complaints?scope=public&region={township.Village}", $"api/complaints/{filed.Id}", $"api/complaints/{anonymous.Id}", $"api/complaints/nearby?category=rubbish&region={township.Village}" })
        {
            var text = (await ReadAsync(li.Client, path)).ToJsonString(Plain);
            text.ShouldNotContain(Name);
            text.ShouldNotContain(Elder);
            text.ShouldNotContain(Phone);
        }

        (await ReadAsync(li.Client, $"api/complaints/{filed.Id}"))["reporterName"]!.GetValue<string>().ShouldBe("皇**");
        (await ReadAsync(li.Client, $"api/complaints/{anonymous.Id}"))["reporterName"].ShouldBeNull();
        foreach (var secret in new[] { Name, Elder })
            (await app.InStoreAsync(db => StoredText.WhereAsync(db, secret))).ShouldBe(["person.name"], $"{secret} must stand in People only.");
        (await app.InStoreAsync(db => StoredText.WhereAsync(db, Phone))).ShouldBeEmpty("A phone number is stored encrypted only.");
    }

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("欧阳修", "欧**")]
    [InlineData("阿卜杜拉·买买提", "阿**")]
    [InlineData("𠮷野家", "𠮷**")]
    [InlineData("张", "张*")]
    public void A_name_is_masked_by_whole_characters(string name, string masked) => Person.Mask(name).ShouldBe(masked);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private async Task<(VillageApp App, Township Township)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        return (app, await app.Given.TownshipAsync());
    }

    /// <summary>Not found by id, not in any list, and no verb gives away that it exists.</summary>
    private static async Task ShouldBeAbsentAsync(HttpClient client, CaseReceipt filed, Township township)
    {
        foreach (var path in new[] { "", "/similar", "/assignees" })
            (await StatusAsync(client, $"api/cases/{filed.Id}{path}")).ShouldBe(HttpStatusCode.NotFound, path);
        (await StatusAsync(client, $"api/complaints/{filed.Id}")).ShouldBe(HttpStatusCode.NotFound);
        foreach (var (verb, body) in Verbs(filed, Guid.NewGuid()))
            await ShouldBeAsync(client, $"api/cases/{filed.Id}/{verb}", body, HttpStatusCode.NotFound, "not_found");
        foreach (var path in new[] { "additions", "withdraw", "urge" })
            await ShouldBeAsync(client, $"api/complaints/{filed.Id}/{path}", new { text = "看看" }, HttpStatusCode.NotFound, "not_found");
        foreach (var list in new[] { "api/cases", $"api/cases?region={township.Code}", $"api/cases?region={township.Village}&from=2000-01-01&to=2199-01-01&text={filed.Number}" })
            (await ReadAsync(client, list))["items"]!.AsArray().Select(x => x!["id"]!.GetValue<Guid>()).ShouldNotContain(filed.Id, list);
        (await ReadAsync(client, $"api/cases/counts?region={township.Village}"))["open"]!.GetValue<int>().ShouldBe(0);
        var bulk = await client.PostAsJsonAsync("api/cases/bulk/accept", new { items = new[] { new { id = filed.Id, version = filed.Version } } }, Now);
        (await JsonOf(bulk))["results"]![0]!["code"]!.GetValue<string>().ShouldBe("not_found");
    }

    private static IEnumerable<(string Verb, object Body)> Verbs(CaseReceipt filed, Guid assignee) =>
    [
        ("accept", new { version = filed.Version }), ("reject", new { version = filed.Version, reason = "不属实" }), ("assign", new { version = filed.Version, assigneeId = assignee }),
        ("start", new { version = filed.Version }), ("resolve", new { version = filed.Version, text = "好了" }), ("close", new { version = filed.Version, reason = "好了" }),
        ("merge", new { version = filed.Version, intoNumber = "GD1" }), ("note", new { text = "看看" }), ("reporter-phone", new { }),
    ];

    private static async Task<CaseReceipt> FileAsync(Villager by, object filing)
    {
        using var answer = await by.Client.PostAsJsonAsync("api/complaints", filing, Now);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions, Now))!;
    }

    private static async Task<CaseReceipt> OnBehalfAsync(StaffMemberClient clerk, Township township, string name, string phone)
    {
        using var answer = await clerk.Client.PostAsJsonAsync("api/complaints/on-behalf",
            new { category = "rubbish", description = "代办", visibility = "staffOnly", regionCode = township.Village, reporterName = name, reporterPhone = phone }, Now);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions, Now))!;
    }

    private static async Task ShouldBeAsync(HttpClient client, string path, object body, HttpStatusCode status, string code)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Now);
        answer.StatusCode.ShouldBe(status, path);
        (await Problem.ReadAsync(answer)).ShouldNotBeNull().Code.ShouldBe(code, path);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Now);
        return answer.StatusCode;
    }

    private static async Task<JsonNode> ReadAsync(HttpClient client, string path) => await JsonOf(await client.GetAsync(path, Now));

    private static async Task<JsonNode> JsonOf(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Now);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }
}
