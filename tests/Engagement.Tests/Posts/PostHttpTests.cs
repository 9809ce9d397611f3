using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Engagement.Api.Pledges;
using Engagement.Api.Posts;
using Engagement.Core.Households.Register;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Posts;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Shared;
using Engagement.Tests.Api;
using Engagement.Tests.Households;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Pledges;
using Engagement.Tests.Privacy;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Posts;

/// <summary>Posts and responsibilities through the front door.</summary>
public sealed class PostHttpTests(Villages villages)
{
    private static readonly DateOnly Past = new(2026, 3, 1);

    [Theory, Stores]
    public async Task A_post_is_opened_handed_over_and_answers_who_it_was_that_day(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var (zhang, li) = (await township.VillagerAsync("张大爷"), await township.VillagerAsync("李大妈"));
        var post = await OpenAsync(committee, township.Village, zhang.PersonId);
        post.Title.ShouldBe("东街胡同长");
        await committee.Client.IsRefusedAsync($"api/posts/{post.Id}/hand-over", new { version = 9, holder = new { personId = li.PersonId }, on = "2026-05-01", reason = "换届" }, HttpStatusCode.Conflict, "stale");
        post = await committee.Client.DoAsync<PostReceipt>($"api/posts/{post.Id}/hand-over", new { version = post.Version, holder = new { personId = li.PersonId }, on = "2026-05-01", reason = "换届" });
        post = await committee.Client.DoAsync<PostReceipt>($"api/posts/{post.Id}/leaves", new { version = post.Version, from = "2026-06-01", to = "2026-06-10", standIn = new { personId = zhang.PersonId } });

        foreach (var (day, name, leave) in new[] { ("2026-04-30", "张大爷", false), ("2026-05-01", "李大妈", false), ("2026-06-05", "张大爷", true), ("2026-06-11", "李大妈", false) })
        {
            var found = (await committee.Client.SeeAsync<Page<PostOnDay>>($"api/posts?village={township.Village}&on={day}")).Items.ShouldHaveSingleItem();
            (found.OnDutyName, found.OnLeave).ShouldBe((name, leave), day);
        }

        (await committee.Client.SeeAsync<Page<PostOnDay>>($"api/posts?village={township.Village}&on=2026-02-28")).Items.ShouldBeEmpty();
        var month = (await committee.Client.SeeAsync<Page<PostMonth>>($"api/posts/month?village={township.Village}&month=2026-06-01")).Items.ShouldHaveSingleItem();
        month.Spans.Select(x => (x.From.Day, x.To.Day, x.Name, x.StandIn)).ShouldBe([(1, 10, "张大爷", true), (11, 30, "李大妈", false)]);
        (await committee.Client.SeeAsync<PostDetail>($"api/posts/{post.Id}")).Terms.Select(x => (x.Name, x.To)).ShouldBe([("张大爷", new DateOnly(2026, 4, 30)), ("李大妈", null)]);
        var foreign = await app.Given.StaffAsync(Role.VillageCommittee, township.NextVillage);
        (await foreign.Client.GetAsync($"api/posts/{post.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, Stores]
    public async Task An_alley_has_one_chief_at_a_time_also_when_two_ask_at_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => committee.Client.PostAsJsonAsync("api/posts",
            new { kind = "alleyChief", regionCode = township.Village, alley = "西街", holder = new { name = $"胡同长{i}" }, from = "2026-03-01" })));
        answers.Count(x => x.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(x => x.StatusCode == HttpStatusCode.Conflict).ShouldBe(5);
        // Even somebody who goes round the service meets the store's refusal.
        await Should.ThrowAsync<DbUpdateException>(() => app.InStoreAsync(async db =>
        {
            db.Add(new DutyPost(Guid.NewGuid(), DutyPostKind.AlleyChief, township.Village, "西街胡同长", "西街", [], new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc)));
            return await db.SaveChangesAsync();
        }));
        for (var i = 0; i < 2; i++) await committee.Client.DoAsync<PostReceipt>("api/posts", new { kind = "cleaner", regionCode = township.Village, holder = new { name = $"保洁员{i}" } });
        var household = Guid.NewGuid();
        await committee.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, householdIds = new[] { household }, holder = new { name = "赵" } });
        await committee.Client.IsRefusedAsync("api/posts", new { kind = "alleyChief", regionCode = township.Village, householdIds = new[] { household }, holder = new { name = "钱" } }, HttpStatusCode.Conflict, "post.household_taken");
        await committee.Client.IsRefusedAsync("api/posts", new { kind = "alleyChief", regionCode = township.Village, holder = new { name = "孙" } }, HttpStatusCode.BadRequest, "invalid");
        await committee.Client.IsRefusedAsync("api/posts", new { kind = "cleaner", regionCode = township.NextVillage, holder = new { name = "孙" } }, HttpStatusCode.Forbidden, "not_allowed");
    }

    [Theory, Stores]
    public async Task A_villager_reads_a_phone_only_when_its_owner_published_it(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var (zhang, neighbour, stranger) = (await township.VillagerAsync(), await township.VillagerAsync("邻居"), await app.Given.VillagerAsync(township.NextVillage));
        var post = await OpenAsync(committee, township.Village, zhang.PersonId);
        (await zhang.Client.PutAsJsonAsync($"api/posts/{post.Id}/phone", new { publish = true })).StatusCode.ShouldBe(HttpStatusCode.Conflict, "no number is known");
        var phone = PhoneTests.NewNumber();
        await PhoneTests.BindAsync(zhang.Client, phone);
        async Task<VillagePost> SeenAsync() => (await neighbour.Client.SeeAsync<Page<VillagePost>>("api/posts/own-village")).Items.ShouldHaveSingleItem();
        ((await SeenAsync()).Name, (await SeenAsync()).Phone).ShouldBe(("张大爷", null));
        (await neighbour.Client.PutAsJsonAsync($"api/posts/{post.Id}/phone", new { publish = true })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await zhang.Client.PutAsJsonAsync($"api/posts/{post.Id}/phone", new { publish = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await SeenAsync()).Phone.ShouldBe(phone);
        (await stranger.Client.SeeAsync<Page<VillagePost>>("api/posts/own-village")).Items.ShouldBeEmpty();
        (await zhang.Client.SeeAsync<Page<HeldPost>>("api/posts/held")).Items.ShouldHaveSingleItem().PublishesPhone.ShouldBeTrue();
        (await zhang.Client.PutAsJsonAsync($"api/posts/{post.Id}/phone", new { publish = false })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await SeenAsync()).Phone.ShouldBeNull();
    }

    [Theory, Stores]
    public async Task Whoever_leaves_leaves_a_vacant_post_and_no_trace(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var name = $"上官{Guid.NewGuid():N}"[..12];
        var zhang = await township.VillagerAsync(name);
        await OpenAsync(committee, township.Village, zhang.PersonId);
        var export = await zhang.Client.SeeAsync<JsonElement>("api/me/export");
        export.GetProperty("sections").GetProperty("posts").GetProperty("terms")[0].GetProperty("title").GetString().ShouldBe("东街胡同长");
        (await zhang.Client.PostAsJsonAsync("api/me/delete", new { confirm = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.InStoreAsync(db => StoredText.WhereAsync(db, name))).ShouldBeEmpty();
        (await app.InStoreAsync(db => db.Set<PostTerm>().CountAsync(x => x.PersonId == zhang.PersonId))).ShouldBe(0);
        (await committee.Client.SeeAsync<Page<PostOnDay>>($"api/posts?village={township.Village}")).Items.ShouldHaveSingleItem().OnDutyId.ShouldBeNull();
    }

    [Theory, Stores]
    public async Task Leaders_are_imported_all_or_nothing_and_the_coverage_names_who_is_missing(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var clerk = await township.ClerkAsync();
        var bad = await ImportAsync(county, township.County, preview: false, "领导包保责任表,,,\n级别,姓名,职务,包保地区\n乡镇,王强,副镇长,没有的村\n省,李四,,柳树村\n,,,\n乡镇,赵六,镇长,柳树镇\n");
        bad.Errors.Select(x => (x.Line, x.Code)).ShouldBe([(3, "responsibility_csv.unknown_place"), (4, "responsibility_csv.unknown_level"), (4, "responsibility_csv.bad_title"), (6, "responsibility_csv.unknown_place")]);
        (await county.Client.SeeAsync<Page<ResponsibilityView>>($"api/responsibilities?region={township.County}")).Items.ShouldBeEmpty();

        const string Good = "级别,姓名,职务,包保地区,开始日期\n乡镇,王 强,副镇长,柳树村,2026-03-01\n县领导,刘县长,副县长,柳树镇,2026/3/1\n";
        var before = await clerk.Client.SeeAsync<Coverage>($"api/responsibilities/coverage?region={township.County}");
        (before.Total.Villages, before.Total.Covered, before.Total.Heat).ShouldBe((2, 0, 0));
        (await ImportAsync(county, township.County, preview: true, Good)).Added.ShouldBe(2);
        (await clerk.Client.SeeAsync<Coverage>($"api/responsibilities/coverage?region={township.County}")).Total.Covered.ShouldBe(0, "a preview changes nothing");
        (await ImportAsync(clerk, township.Code, preview: true, Good)).Errors.ShouldHaveSingleItem().Code.ShouldBe("responsibility_csv.not_allowed", "a township does not enter the county's leaders");
        (await ImportAsync(county, township.County, preview: false, Good, gbk: true)).Added.ShouldBe(2);
        var again = await ImportAsync(county, township.County, preview: false, Good);
        (again.Added, again.Unchanged, again.Ended).ShouldBe((0, 2, 0));

        var after = await clerk.Client.SeeAsync<Coverage>($"api/responsibilities/coverage?region={township.County}");
        (after.Total.Covered, after.Total.Uncovered, after.Total.AreaLeaders, after.Basis.Villages).ShouldBe((1, 1, 1, 2));
        after.Townships.ShouldHaveSingleItem().Share.ShouldBe(0.5);
        var missing = (await clerk.Client.SeeAsync<Page<UncoveredVillage>>($"api/responsibilities/uncovered?region={township.County}")).Items.ShouldHaveSingleItem();
        (missing.RegionCode, missing.HasAreaLeader).ShouldBe((township.NextVillage, true));
        var day = ChinaTime.Today(app.Clock);
        var leaders = await app.InsideAsync(x => x.GetRequiredService<ResponsibilityQueries>().OnDayAsync(township.Village, day, default));
        leaders.Select(x => (x.Name, x.Level)).ShouldBe([("王强", LeaderLevel.Township), ("刘县长", LeaderLevel.County)]);
        (await app.InsideAsync(x => x.GetRequiredService<ResponsibilityQueries>().OnDayAsync(township.Village, Past.AddDays(-1), default))).ShouldBeEmpty();

        var replaced = await ImportAsync(county, township.County, preview: false, "级别,姓名,职务,包保村\n乡镇,孙丽,镇长,柳树村、杏树村\n", endOthers: true);
        (replaced.Added, replaced.Ended).ShouldBe((2, 1));
        leaders = await app.InsideAsync(x => x.GetRequiredService<ResponsibilityQueries>().OnDayAsync(township.Village, day, default));
        leaders.Select(x => x.Name).ShouldBe(["孙丽", "刘县长"]);
        var mine = (await clerk.Client.SeeAsync<Page<ResponsibilityView>>($"api/responsibilities?region={township.Village}")).Items.Single(x => x.Name == "孙丽");
        (await clerk.Client.DoAsync<ResponsibilityReceipt>($"api/responsibilities/{mine.Id}/end", new { version = mine.Version, on = day })).Version.ShouldBe(2);
        await clerk.Client.IsRefusedAsync("api/responsibilities", new { level = "county", leader = new { name = "周" }, title = "副县长", places = new[] { township.Code } }, HttpStatusCode.Forbidden, "not_allowed");
        await county.Client.IsRefusedAsync("api/responsibilities", new { level = "township", leader = new { name = "周" }, title = "镇长", places = new[] { township.Code } }, HttpStatusCode.BadRequest, "invalid");
    }

    /// <summary>As an office keeps it: a title, merged cells, codes and days as the workbook stores them; and every fault in one answer.</summary>
    [Theory, Stores]
    public async Task A_workbook_is_read_like_a_csv(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var good = new Workbook().Row(1, "柳树镇包保名单").Row(2, "级 别", "领导姓名", "职务", "地区代码", "开始日期")
            .Row(3, "乡镇", "王 强", "副镇长", double.Parse(township.Village, System.Globalization.CultureInfo.InvariantCulture), 46082)
            .Row(4, null, null, null, township.NextVillage, "2026年3月1日").Merge("A3:A4").Merge("B3:B4").Merge("C3:C4").Bytes();
        var bad = new Workbook().Row(1, "级别", "姓名", "职务", "包保村", "开始日期").Row(2, "村级", "", "镇长", "柳树村", 46082).Row(4, "乡镇", "孙丽", "镇长", "桃树村", "明天").Bytes();

        var faults = (await ImportAsync(county, township.County, preview: false, bad)).Errors;
        faults.Select(x => (x.Line, x.Code[(x.Code.IndexOf('.', StringComparison.Ordinal) + 1)..])).ShouldBe([(2, "unknown_level"), (2, "bad_name"), (4, "bad_date")]);
        var report = await ImportAsync(county, township.County, preview: false, good);
        (report.Added, report.Errors.Count).ShouldBe((2, 0));
        var leader = (await county.Client.SeeAsync<Page<ResponsibilityView>>($"api/responsibilities?region={township.Code}")).Items.ShouldHaveSingleItem();
        (leader.Name, leader.From, leader.Places.Count).ShouldBe(("王强", Past, 2));

        using var form = new MultipartFormDataContent { { new ByteArrayContent([0x50, 0x4B, 0x03, 0x04, 1, 2, 3, 4]), "file", "leaders.xlsx" } };
        using var broken = await county.Client.PostAsync($"api/responsibilities/import?region={township.County}", form);
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await broken.Content.ReadAsStringAsync()).ShouldContain("已损坏");
    }

    [Theory, Stores]
    public async Task A_list_of_places_too_long_for_a_cell_is_told_and_not_cut(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var cell = string.Join('、', Enumerable.Repeat("柳树村", 130));
        (await ImportAsync(county, township.County, preview: true, $"级别,姓名,职务,包保村\n乡镇,王强,镇长,{cell}\n")).Errors.ShouldHaveSingleItem().Code.ShouldBe("responsibility_csv.cell_too_long");
    }

    [Theory, Stores]
    public async Task A_post_for_some_households_shows_their_doors_and_may_walk_the_villages_rounds(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var committee = await village.Township.CommitteeAsync();
        var homes = await village.HouseholdsAsync(3);
        var liaison = await village.Township.VillagerAsync("党员老赵");
        var post = await committee.Client.DoAsync<PostReceipt>("api/posts", new { kind = "partyMemberLiaison", regionCode = village.Code, householdIds = homes.Take(2), holder = new { personId = liaison.PersonId }, from = Past });
        (await committee.Client.SeeAsync<Page<HouseholdListItem>>($"api/posts/{post.Id}/households")).Items.Select(x => x.Id).ShouldBe(homes.Take(2), ignoreOrder: true);
        var foreign = await app.Given.StaffAsync(Role.VillageCommittee, village.Township.NextVillage);
        (await foreign.Client.GetAsync($"api/posts/{post.Id}/households")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await village.PledgeAllAsync(committee, homes);
        var round = await committee.Client.DoAsync<RoundReceipt>("api/pledge-rounds", new { village = village.Code, alleys = new[] { village.East }, day = ChinaTime.Today(app.Clock) });
        var west = await village.HouseholdsAsync(2, village.West);
        var open = (await liaison.Client.SeeAsync<Page<RoundView>>("api/pledge-rounds?open=true")).Items.ShouldHaveSingleItem();
        (open.Id, open.Listed, open.Visited).ShouldBe((round.Id, 3, 0), "the doors of its alley, before anybody has walked it");
        var results = await PledgeVillage.SendAsync(liaison.Client, village.Visit(homes[0], round: round.Id), village.Visit(homes[2], round: round.Id));
        results.Select(x => x.Id is not null).ShouldBe([true, false], "the third household is not theirs");
    }

    private static Task<PostReceipt> OpenAsync(StaffMemberClient by, string village, Guid holder) =>
        by.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = village, alley = "东街", holder = new { personId = holder }, from = Past });

    private static async Task<ResponsibilityImport> ImportAsync(StaffMemberClient by, string region, bool preview, string csv, bool endOthers = false, bool gbk = false)
    {
        return await ImportAsync(by, region, preview, gbk ? CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(csv) : Encoding.UTF8.GetBytes(csv), endOthers);
    }

    private static async Task<ResponsibilityImport> ImportAsync(StaffMemberClient by, string region, bool preview, byte[] bytes, bool endOthers = false)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "leaders.csv" } };
        using var answer = await by.Client.PostAsync($"api/responsibilities/import?region={region}&preview={(preview ? "true" : "false")}&endOthers={(endOthers ? "true" : "false")}", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ResponsibilityImport>(VillageApp.JsonOptions))!;
    }
}
