using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Codes;
using Engagement.Core.Codes;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Codes;

/// <summary>Short ids on stickers: made, scanned, printed, retired.</summary>
public sealed class CodeTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_villages_code_is_found_by_anybody_until_retired(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var committee = await township.CommitteeAsync();
        var code = (await CreateAsync(committee, new { kind = "village", regionCode = township.Village })).ShouldHaveSingleItem();
        code.Target.ShouldBe(township.Village);

        var found = await app.Anonymous.SeeAsync<CodeTarget>($"api/codes/{CodeId.Show(code.Id).ToLowerInvariant()}");
        found.ShouldBe(new CodeTarget(code.Id, CodeKind.Village, township.Village, township.Village, "柳树镇柳树村委会", "柳树镇柳树村委会"));
        (await app.Anonymous.GetStringAsync($"c/{code.Id}")).ShouldContain("柳树镇柳树村委会");
        foreach (var wrong in new[] { CodeId.New(), "0OIL1111", "短", "ABC" })
            (await app.Anonymous.GetAsync($"api/codes/{wrong}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, wrong);

        await committee.Client.IsRefusedAsync("api/codes", new { kind = "village", regionCode = township.Village }, HttpStatusCode.Conflict, "code.exists");
        for (var i = 0; i < 2; i++) (await committee.Client.PostAsync($"api/codes/{code.Id}/retire", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.Anonymous.GetAsync($"api/codes/{code.Id}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await app.Anonymous.GetAsync($"c/{code.Id}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await CreateAsync(committee, new { kind = "village", regionCode = township.Village })).ShouldHaveSingleItem().Id.ShouldNotBe(code.Id);
    }

    [Theory, Stores]
    public async Task Stickers_are_made_in_batches_paged_printed_and_assigned_once(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var clerk = await township.ClerkAsync();
        var made = await CreateAsync(clerk, new { kind = "household", regionCode = township.Village, count = 45 });
        made.Select(x => x.Id).Distinct().Count().ShouldBe(45);
        made.ShouldAllBe(x => x.Target == null && x.Id.Length <= 32);

        List<string> listed = [];
        for (string? after = null; ;)
        {
            var page = await clerk.Client.SeeAsync<Page<CodeView>>($"api/codes?region={township.Code}&kind=household&limit=20&after={after}");
            listed.AddRange(page.Items.Select(x => x.Id));
            if ((after = page.Next) is null) break;
        }

        listed.ShouldBe(made.Select(x => x.Id), ignoreOrder: true);
        var sheet = await clerk.Client.GetAsync($"api/codes/sheet?region={township.Village}&kind=household&limit=30");
        sheet.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        var html = await sheet.Content.ReadAsStringAsync();
        html.Split("<figure>").Length.ShouldBe(31);
        html.ShouldContain("柳树镇柳树村委会");
        var next = WebUtility.HtmlDecode(html.Split("href=\"")[1].Split('"')[0]);
        (await clerk.Client.GetStringAsync(next.TrimStart('/'))).Split("<figure>").Length.ShouldBe(16);
        html.Replace(CodeSheet.Policy, "", StringComparison.Ordinal).ShouldNotContain("<script");

        var household = Guid.NewGuid().ToString();
        (await AssignAsync(clerk, listed[0], household)).ShouldBe(HttpStatusCode.NoContent);
        (await AssignAsync(clerk, listed[0], household)).ShouldBe(HttpStatusCode.NoContent);
        (await AssignAsync(clerk, listed[0], Guid.NewGuid().ToString())).ShouldBe(HttpStatusCode.Conflict);
        (await AssignAsync(clerk, listed[1], household)).ShouldBe(HttpStatusCode.Conflict, "one living sticker per household");
        (await app.Anonymous.SeeAsync<CodeTarget>($"api/codes/{listed[0]}")).ShouldBe(
            new CodeTarget(listed[0], CodeKind.Household, household, township.Village, "柳树镇柳树村委会", null));
    }

    [Theory, Stores]
    public async Task Only_those_of_the_place_make_see_and_retire_codes(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (own, next) = (await township.CommitteeAsync(), await app.Given.StaffAsync(Role.VillageCommittee, township.NextVillage));
        var auditor = await app.Given.StaffAsync(Role.Auditor, township.County);
        var code = (await CreateAsync(own, new { kind = "toilet", regionCode = township.Village, target = "公厕-1" })).ShouldHaveSingleItem();

        await next.Client.IsRefusedAsync("api/codes", new { kind = "toilet", regionCode = township.Village }, HttpStatusCode.Forbidden, "not_allowed");
        (await next.Client.PostAsync($"api/codes/{code.Id}/retire", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await next.Client.GetAsync($"api/codes/{code.Id}/image")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await next.Client.GetAsync($"api/codes?region={township.Village}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.Client.PostAsync($"api/codes/{code.Id}/retire", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.Client.SeeAsync<Page<CodeView>>($"api/codes?region={township.Code}")).Items.ShouldHaveSingleItem();
        var image = await own.Client.GetAsync($"api/codes/{code.Id}/image");
        image.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");

        await own.Client.IsRefusedAsync("api/codes", new { kind = "toilet", regionCode = township.Village, count = 501 }, HttpStatusCode.BadRequest, "invalid");
        await own.Client.IsRefusedAsync("api/codes", new { kind = "toilet", regionCode = township.Village, count = 2, target = "公厕-2" }, HttpStatusCode.BadRequest, "invalid");
        await own.Client.IsRefusedAsync("api/codes", new { kind = "village", regionCode = township.Village, target = "别处" }, HttpStatusCode.BadRequest, "invalid");
        await own.Client.IsRefusedAsync("api/codes", new { regionCode = township.Village }, HttpStatusCode.BadRequest, "invalid");
        var clerk = await township.ClerkAsync();
        await clerk.Client.IsRefusedAsync("api/codes", new { kind = "household", regionCode = township.Code }, HttpStatusCode.BadRequest, "invalid");
        (await CreateAsync(clerk, new { kind = "contest", regionCode = township.Code })).ShouldHaveSingleItem();
    }

    [Theory, Stores]
    public async Task WeChats_own_codes_are_drawn_once_and_kept(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store, new Dictionary<string, string> { ["Codes:Pictures"] = "wechat" });
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var code = (await CreateAsync(committee, new { kind = "village", regionCode = township.Village })).ShouldHaveSingleItem();

        (await app.Anonymous.PostAsJsonAsync("simulator/control/faults", new { path = "/wxa/getwxacodeunlimit", errcode = 41030 })).EnsureSuccessStatusCode();
        (await committee.Client.GetAsync($"api/codes/{code.Id}/image")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var first = await committee.Client.GetByteArrayAsync($"api/codes/{code.Id}/image");
        first.Take(4).ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        (await app.Anonymous.PostAsJsonAsync("simulator/control/faults", new { path = "/wxa/getwxacodeunlimit", errcode = 41030, count = 99 })).EnsureSuccessStatusCode();
        (await committee.Client.GetByteArrayAsync($"api/codes/{code.Id}/image")).ShouldBe(first);
        (await committee.Client.GetStringAsync($"api/codes/sheet?region={township.Village}")).ShouldContain("data:image/png;base64,");
    }

    [Fact]
    public void Ids_are_clear_to_read_and_normalize_back()
    {
        for (var i = 0; i < 1000; i++)
        {
            var id = CodeId.New();
            id.ShouldAllBe(x => !"0OIL1".Contains(x));
            CodeId.Normalize($" {CodeId.Show(id).ToLowerInvariant()} ").ShouldBe(id);
        }

        foreach (var wrong in new[] { null, "", "ABCDEFG", "ABCDEFGHJ", "ABCDEFG0", "ABCDEFGÄ", new string('A', 4000) }) CodeId.Normalize(wrong).ShouldBeNull();
    }

    private static async Task<IReadOnlyList<CodeView>> CreateAsync(StaffMemberClient by, object body) => (await by.Client.DoAsync<Page<CodeView>>("api/codes", body)).Items;

    private static async Task<HttpStatusCode> AssignAsync(StaffMemberClient by, string id, string target) =>
        (await by.Client.PutAsJsonAsync($"api/codes/{id}/target", new { target })).StatusCode;

    private async Task<(VillageApp App, Township Township)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        return (app, await app.Given.TownshipAsync());
    }
}
