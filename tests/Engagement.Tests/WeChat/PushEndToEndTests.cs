using Engagement.Api.Messaging;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Cases;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Engagement.Core.WeChat.Pushes;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Safety;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>From the villager's report to everybody's sight over real ports: the job hands the picture in, the simulated WeChat fetches and judges it and
/// pushes the result to our address, the job deals with it.</summary>
public sealed class PushEndToEndTests(SharedServers servers)
{
    private static readonly Dictionary<string, string> Jobs = new()
    {
        ["roles"] = "api,jobs",
        ["Jobs:SubmitPhotos:Every"] = "00:00:01",
        ["Jobs:HandlePushes:Every"] = "00:00:01",
        ["WeChat:SimulatorSettings:MediaCheckTakes"] = "00:00:00.1",
        ["WeChat:SimulatorSettings:PushTimeout"] = "00:00:05",
        ["WeChat:SimulatorSettings:PushRetryDelay"] = "00:00:00.1",
    };

    public static TheoryData<string, bool, int, bool, int> Ways => new()
    {
        { "json", false, 0, false, 1 },
        { "xml", true, 0, false, 1 },
        { "json", true, 1500, false, 3 },
        { "xml", true, 0, true, 2 },
    };

    [Theory, Stores]
    public async Task A_picture_that_passes_is_seen_by_everybody_however_the_result_comes(Store store)
    {
        await using var app = await VillageApp.StartAsync(servers, store, new Dictionary<string, string>(Jobs) { ["WeChat:AllowPlainPush"] = "true" });
        var simulator = app.Services.GetRequiredService<SimulatorState>();
        var township = await app.Given.TownshipAsync();
        var street = new Street(app, township, await township.VillagerAsync(), await township.VillagerAsync("李大妈"), await township.ClerkAsync());
        foreach (var (format, secure, delay, beforeAnswer, copies) in Ways.Select(x => x.Data))
        {
            simulator.Pushes.Target = new PushTarget(new Uri(app.Address, "api/wechat/push"), format, secure, delay, BeforeAnswer: beforeAnswer, Copies: copies);
            var way = $"{format}, secure {secure}, delay {delay}, before the answer {beforeAnswer}, {copies} copies";
            var photo = await app.Given.PhotoAsync(street.Zhang.Client);
            var filed = await street.FileAsync(photos: photo);
            (await street.LiSeesAsync(filed)).ShouldBeFalse(way);
            for (var i = 0; i < 1500 && !await street.SeesPhotoAsync(street.Li.Client, photo); i++) await Task.Delay(100);
            (await street.SeesPhotoAsync(street.Li.Client, photo)).ShouldBeTrue(way);
            (await street.LiSeesAsync(filed)).ShouldBeTrue(way);
        }

        for (var i = 0; i < 500 && simulator.Pushes.Records.Count(x => x.Event == "wxa_media_check") < Ways.Sum(x => x.Data.Item5); i++) await Task.Delay(50);
        simulator.Pushes.Records.ShouldAllBe(x => x.Accepted && x.Tries == 1);
        (await app.PushesAsync()).Count(x => x.Event == "wxa_media_check").ShouldBe(Ways.Count, "copies are stored once");
        lock (app.Complaints) app.Complaints.Where(x => x.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task A_message_that_WeChat_took_and_lost_is_a_dead_letter_with_its_reason_and_can_be_sent_again(Store store)
    {
        await using var app = await VillageApp.StartAsync(servers, store);
        app.Services.GetRequiredService<SimulatorState>().Pushes.Target = new PushTarget(new Uri(app.Address, "api/wechat/push"), "xml", Copies: 2);
        var township = await app.Given.TownshipAsync();
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var zhang = await township.VillagerAsync("张大爷");
        var openId = await app.InStoreAsync(db => db.Set<WeChatAccount>().Where(x => x.PersonId == zhang.PersonId).Select(x => x.OpenId).SingleAsync());
        await ControlAsync(app, "lose", new { openId, errcode = 20004, status = "system error" });
        await app.Given.ComplaintAsync(zhang);
        await Messaging.InboxTests.SendDueAsync(app);
        (await county.Client.SeeAsync<Page<DeadLetterBody>>("api/messages/dead-letters")).Items.ShouldBeEmpty("WeChat took it");
        await PushedAsync(app, 1);

        var letter = (await county.Client.SeeAsync<Page<DeadLetterBody>>("api/messages/dead-letters")).Items.ShouldHaveSingleItem();
        (letter.Event, letter.Reason, letter.Status, letter.Attempts).ShouldBe((MessageEvents.ComplaintFiled, "20004 system error", DeadLetterStatus.Dead, 1));
        app.Services.GetRequiredService<SimulatorState>().Messages.Received(openId).ShouldBeEmpty();

        using var again = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(county.Client, $"api/messages/{letter.Id}/retry", new { });
        again.EnsureSuccessStatusCode();
        await Messaging.InboxTests.SendDueAsync(app);
        await PushedAsync(app, 2);
        app.Services.GetRequiredService<SimulatorState>().Messages.Received(openId).ShouldHaveSingleItem();
        (await county.Client.SeeAsync<Page<DeadLetterBody>>("api/messages/dead-letters")).Items.ShouldBeEmpty();

        await ControlAsync(app, "cancel", new { openId });
        for (var i = 0; i < 1000 && await app.InStoreAsync(db => db.Set<ReceivedPush>().CountAsync(x => x.Status == PushStatus.Pending)) == 0; i++) await Task.Delay(50);
        await app.HandleAsync();
        (await zhang.Client.GetAsync("api/me")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized, "who gave up WeChat is gone here as well");
    }

    /// <summary>Waits until so many sent events have come, and deals with them.</summary>
    private static async Task PushedAsync(VillageApp app, int count)
    {
        for (var i = 0; i < 1000 && await app.InStoreAsync(db => db.Set<ReceivedPush>().CountAsync(x => x.Event == "subscribe_msg_sent_event")) < count; i++) await Task.Delay(50);
        await app.HandleAsync();
        (await app.PushesAsync()).Where(x => x.Event == "subscribe_msg_sent_event").Select(x => x.Status).ShouldBe(Enumerable.Repeat(PushStatus.Handled, count), "copies are stored once");
    }

    private static async Task ControlAsync(VillageApp app, string path, object body)
    {
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(app.Anonymous, $"simulator/control/{path}", body);
        answer.EnsureSuccessStatusCode();
    }

    [Theory, Stores]
    public async Task The_newcomer_presses_allow_and_switch_off_on_the_simulated_phone(Store store)
    {
        await using var app = await VillageApp.StartAsync(servers, store);
        app.Services.GetRequiredService<SimulatorState>().Pushes.Target = new PushTarget(new Uri(app.Address, "api/wechat/push"), "xml");
        var (person, openId, _) = await app.SomebodyAsync();
        foreach (var (path, remaining) in new[] { ("popup", 1), ("switch-off", 0) })
        {
            using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(app.Anonymous, $"simulator/control/{path}", new { openId, templateIds = new[] { "complaint.accepted" } });
            answer.EnsureSuccessStatusCode();
            for (var i = 0; i < 1000 && await app.InStoreAsync(db => db.Set<ReceivedPush>().CountAsync(x => x.Status == PushStatus.Pending)) == 0; i++) await Task.Delay(50);
            await app.HandleAsync();
            (await app.BalanceAsync(person, "complaint.accepted"))!.Remaining.ShouldBe(remaining, path);
            await Task.Delay(1000);
        }
    }
}
