using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases;

/// <summary>What villagers do with complaints, through the front door, on both stores.</summary>
public sealed class ComplaintHttpTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_photo_alone_is_enough_and_a_place_without_gps_too(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var photo = await app.Given.PhotoAsync(zhang.Client);
        var filed = await zhang.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", photoIds = new[] { photo }, visibility = "staffOnly", address = "老槐树下" });
        var detail = await zhang.Client.SeeAsync<ComplaintListItem>($"api/complaints/{filed.Id}");
        detail.RegionCode.ShouldBe(township.Village, "the villager's own village");
        detail.ThumbnailPhotoId.ShouldBe(photo);
        await zhang.Client.IsRefusedAsync("api/complaints", new { category = "rubbish", visibility = "staffOnly" }, HttpStatusCode.BadRequest, "invalid");
    }

    [Theory, Stores]
    public async Task A_photo_can_be_used_once_and_only_by_who_took_it(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, li) = (await township.VillagerAsync(), await township.VillagerAsync("李大妈"));
        var photo = await app.Given.PhotoAsync(zhang.Client);
        object Body() => new { category = "rubbish", photoIds = new[] { photo }, visibility = "staffOnly" };
        await li.Client.IsRefusedAsync("api/complaints", Body(), HttpStatusCode.BadRequest, "invalid");
        await zhang.Client.DoAsync<CaseReceipt>("api/complaints", Body());
        await zhang.Client.IsRefusedAsync("api/complaints", Body(), HttpStatusCode.BadRequest, "invalid");
    }

    [Theory, Stores]
    public async Task Numbers_run_without_gap_or_double_when_many_file_at_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var filed = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => app.Given.ComplaintAsync(zhang)));
        var counters = filed.Select(x => int.Parse(x.Number[^4..])).Order().ToList();
        counters.ShouldBe(Enumerable.Range(1, 30));
        filed.ShouldAllBe(x => x.Number.Length <= Case.NumberMaxLength);
    }

    [Theory, Stores]
    public async Task Staff_file_for_somebody_without_a_phone_and_the_record_says_so(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var body = new { category = "toilet", description = "厕所坏了", visibility = "staffOnly", regionCode = township.Village, reporterName = "赵奶奶", reporterPhone = "13812345678" };
        var filed = await committee.Client.DoAsync<CaseReceipt>("api/complaints/on-behalf", body);
        var clerk = await township.ClerkAsync();
        var seen = await clerk.Client.SeeAsync<CaseBody>($"api/cases/{filed.Id}");
        seen.FiledOnBehalfBy.ShouldNotBeNull();
        seen.ReporterPhoneMasked.ShouldBe("138****5678");
        seen.Timeline[0].OnBehalfOf.ShouldBe("赵奶奶");
        (await clerk.Client.DoAsync<ReporterPhone>($"api/cases/{filed.Id}/reporter-phone", new { })).Phone.ShouldBe("13812345678");
        (await app.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.TargetId == filed.Id && x.Action == "case.reveal_phone" && x.ActorId == clerk.Id))).ShouldBe(1);
        var stored = await app.InStoreAsync(db => db.Set<Person>().Where(p => db.Set<Case>().Any(c => c.Id == filed.Id && c.ReporterId == p.Id)).Select(p => p.ContactPhone).SingleAsync());
        System.Text.Encoding.UTF8.GetString(stored!).ShouldNotContain("13812345678");
        var elsewhere = await app.Given.TownshipAsync();
        await committee.Client.IsRefusedAsync("api/complaints/on-behalf", new { body.category, body.description, body.visibility, regionCode = elsewhere.Village, body.reporterName },
            HttpStatusCode.Forbidden, "not_allowed");
    }

    [Theory, Stores]
    public async Task Me_too_counts_once_per_person_even_at_the_same_moment(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, li) = (await township.VillagerAsync(), await township.VillagerAsync("李大妈"));
        var filed = await app.Given.ComplaintAsync(zhang, description: "【测试-复核】村口垃圾堆了一周");
        (await li.Client.PostAsync($"api/complaints/{filed.Id}/support", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the check asks for a person, and nobody has accepted it yet");
        await (await township.ClerkAsync()).Client.OnCaseAsync(filed, "accept");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => li.Client.PostAsync($"api/complaints/{filed.Id}/support", null)));
        answers.ShouldAllBe(x => x.StatusCode == HttpStatusCode.OK);
        (await app.InStoreAsync(db => db.Set<Case>().Where(x => x.Id == filed.Id).Select(x => x.SupportCount).SingleAsync())).ShouldBe(1);
        (await zhang.Client.PostAsync($"api/complaints/{filed.Id}/support", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory, Stores]
    public async Task Urge_is_possible_once_a_day(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var filed = await app.Given.ComplaintAsync(zhang);
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{filed.Id}/urge", new { text = "三天了" });
        await zhang.Client.IsRefusedAsync($"api/complaints/{filed.Id}/urge", new { }, HttpStatusCode.Conflict, "case.urged_today");
        app.Clock.Advance(TimeSpan.FromDays(1));
        zhang = zhang with { Client = app.Client((await SessionsAsync(app, zhang)).AccessToken) };
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{filed.Id}/urge", new { });
    }

    [Theory, Stores]
    public async Task Additions_and_withdrawal_are_on_the_timeline(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var filed = await app.Given.ComplaintAsync(zhang);
        var photo = await app.Given.PhotoAsync(zhang.Client);
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{filed.Id}/additions", new { text = "又多了一堆", photoIds = new[] { photo } });
        var over = await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{filed.Id}/withdraw", new { reason = "已经清了" });
        over.Status.ShouldBe(CaseStatus.Closed);
        var detail = await zhang.Client.SeeAsync<ComplaintBody>($"api/complaints/{filed.Id}");
        detail.Timeline.Select(x => x.Type).ShouldBe([CaseEventType.Filed, CaseEventType.Added, CaseEventType.Withdrawn]);
        detail.Timeline[1].PhotoIds.ShouldBe([photo]);
        (detail.CanRate, detail.CanReopen, detail.CanUrge, detail.CanWithdraw).ShouldBe((false, false, false, false));
        await zhang.Client.IsRefusedAsync($"api/complaints/{filed.Id}/withdraw", new { }, HttpStatusCode.Conflict, "case.already_closed");
    }

    [Theory, Stores]
    public async Task What_a_citizen_adds_later_is_not_shown_to_others(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, li) = (await township.VillagerAsync(), await township.VillagerAsync("李大妈"));
        var filed = await (await township.ClerkAsync()).Client.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        var photo = await app.Given.PhotoAsync(zhang.Client);
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{filed.Id}/additions", new { text = "是东头老刘家扔的", photoIds = new[] { photo } });
        var seen = await li.Client.SeeAsync<ComplaintBody>($"api/complaints/{filed.Id}");
        seen.Timeline.ShouldContain(x => x.Type == CaseEventType.Added && x.Text == null && x.PhotoIds.Count == 0);
        (await li.Client.GetStringAsync($"api/complaints/{filed.Id}")).ShouldNotContain("老刘");
        (await li.Client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await zhang.Client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, Stores]
    public async Task Something_like_it_nearby_is_offered_by_distance(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var (zhang, li) = (await township.VillagerAsync(), await township.VillagerAsync("李大妈"));
        async Task<CaseReceipt> FileAt(double lat, string category = "lamp") => await clerk.Client.OnCaseAsync(
            await zhang.Client.DoAsync<CaseReceipt>("api/complaints", new { category, description = "灯不亮", visibility = "publicNamed", location = new { lat, lng = 122.9, accuracy = 15 } }), "accept");
        var far = await FileAt(39.705);
        var near = await FileAt(39.7005);
        await FileAt(39.75);
        await FileAt(39.7001, "rubbish");
        var offered = await li.Client.SeeAsync<Page<NearbyCase>>("api/complaints/nearby?category=lamp&lat=39.7&lng=122.9");
        offered.Items.Select(x => x.Id).ShouldBe([near.Id, far.Id]);
        offered.Items[0].DistanceMeters!.Value.ShouldBe(56, 1);
    }

    [Theory, Stores]
    public async Task A_position_in_gcj02_is_stored_as_wgs84_and_read_in_both(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var filed = await zhang.Client.DoAsync<CaseReceipt>("api/complaints",
            new { category = "road", description = "坑", visibility = "staffOnly", location = new { lat = 39.701456, lng = 122.905123, accuracy = 10, datum = "gcj02" } });
        var gcj = (await zhang.Client.SeeAsync<ComplaintBody>($"api/complaints/{filed.Id}?datum=gcj02")).Location!;
        gcj.Lat!.Value.ShouldBe(39.701456, 1e-6);
        var wgs = (await zhang.Client.SeeAsync<ComplaintBody>($"api/complaints/{filed.Id}")).Location!;
        Math.Abs(wgs.Lng!.Value - 122.905123).ShouldBeGreaterThan(0.003, "the two datums differ by hundreds of metres");
    }

    [Theory, Stores]
    public async Task Others_read_a_masked_name_and_only_where_a_public_name_was_chosen(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var (zhang, li) = (await township.VillagerAsync("张桂兰"), await township.VillagerAsync("李大妈"));
        var named = await app.Given.ComplaintAsync(zhang);
        var anonymous = await app.Given.ComplaintAsync(zhang, visibility: "publicAnonymous");
        var secret = await app.Given.ComplaintAsync(zhang, visibility: "staffOnly");
        foreach (var it in new[] { named, anonymous, secret }) await clerk.Client.OnCaseAsync(it, "accept");
        var list = await li.Client.SeeAsync<Page<ComplaintListItem>>($"api/complaints?scope=public&region={township.Code}");
        list.Items.Select(x => (x.Id, x.ReporterName)).ShouldBe([(anonymous.Id, null), (named.Id, "张**")], ignoreOrder: true);
        (await li.Client.GetAsync($"api/complaints/{secret.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<SessionTokens> SessionsAsync(VillageApp app, Villager villager) => app.InsideAsync(async services =>
    {
        var sessions = (SessionService)services.GetService(typeof(SessionService))!;
        var session = sessions.Start(ActorKind.Villager, villager.PersonId, false, "tests", null);
        await ((EngagementDbContext)services.GetService(typeof(EngagementDbContext))!).SaveChangesAsync();
        return ((TokenFactory)services.GetService(typeof(TokenFactory))!).For(session);
    });
}
