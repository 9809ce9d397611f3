using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Shared;
using Engagement.Core.WeChat;
using Engagement.Core.WeChat.Pushes;
using Engagement.Jobs.WeChat;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;

namespace Engagement.Tests.WeChat;

/// <summary>One application per store for the app of the public vectors. Plain pushes are let in.</summary>
public sealed class PushVillages : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["WeChat:AppId"] = "wxba5fad812f8e6fb9",
        ["WeChat:PushToken"] = "AAAAA",
        ["WeChat:EncodingAesKey"] = new string('A', 43),
        ["WeChat:AllowPlainPush"] = "true",
        ["WeChat:RetryDelay"] = "00:00:00.001",
        ["WeChat:LongTermTemplates:0"] = "long-term",
    };

    private readonly Lazy<Task<VillageApp>> sqlite = new(() => VillageApp.StartAsync(SharedServers.Current, Store.Sqlite, Settings));
    private readonly Lazy<Task<VillageApp>> postgres = new(() => VillageApp.StartAsync(SharedServers.Current, Store.Postgres, Settings));

    public Task<VillageApp> OnAsync(Store store) => store == Store.Sqlite ? sqlite.Value : postgres.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in new[] { sqlite, postgres })
            if (app is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await app.Value).DisposeAsync();
    }
}

/// <summary>Pushing as WeChat does, and what the job does afterwards.</summary>
internal static class PushTools
{
    /// <summary>A push in any form; null for what WeChat always gives.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> PushAsync(
        this VillageApp app, string body, bool secure = true, bool xml = false, string? timestamp = null, string? signature = null, string? nonce = null, WeChatPushCrypto? crypto = null, string extra = "")
    {
        crypto ??= new WeChatPushCrypto(app.Services.GetRequiredService<IOptions<WeChatOptions>>());
        (timestamp, nonce) = (timestamp ?? "1714112445", nonce ?? "415670741");
        var query = $"timestamp={timestamp}&nonce={nonce}&signature={signature ?? crypto.Sign(timestamp, nonce)}";
        if (secure)
        {
            var made = crypto.Encrypt(body, timestamp, nonce);
            query += $"&encrypt_type=aes&msg_signature={signature ?? made.MsgSignature}";
            body = xml
                ? $"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{made.Encrypt}]]></Encrypt></xml>"
                : $$"""{"ToUserName":"gh_1","Encrypt":"{{made.Encrypt}}"}""";
        }

        return await app.PostAsync(query + extra, Encoding.UTF8.GetBytes(body), xml ? "text/xml" : "application/json");
    }

    public static async Task<(HttpStatusCode Status, string Text)> PostAsync(this VillageApp app, string query, byte[] body, string? type = "application/json")
    {
        using var content = new ByteArrayContent(body);
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await app.Anonymous.PostAsync($"api/wechat/push?{query}", content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task TakesAsync(this VillageApp app, string body, bool secure = true, bool xml = false) =>
        (await app.PushAsync(body, secure, xml)).ShouldBe((HttpStatusCode.OK, "success"));

    public static string Event(string name, string openId, long at, object? list = null, params (string Name, JsonNode Value)[] more)
    {
        var message = new JsonObject { ["ToUserName"] = "gh_1", ["FromUserName"] = openId, ["CreateTime"] = at.ToString(), ["MsgType"] = "event", ["Event"] = name };
        if (list is not null) message["List"] = System.Text.Json.JsonSerializer.SerializeToNode(list);
        foreach (var (field, value) in more) message[field] = value;
        return message.ToJsonString();
    }

    public static string Popup(string openId, string template, bool accept, long at) =>
        Event(WeChatPush.PopupEvent, openId, at, new[] { new { TemplateId = template, SubscribeStatusString = accept ? "accept" : "reject", PopupScene = "0" } });

    public static string Change(string openId, string template, bool accept, long at) =>
        Event(WeChatPush.ChangeEvent, openId, at, new[] { new { TemplateId = template, SubscribeStatusString = accept ? "accept" : "reject" } });

    public static string Sent(string openId, string template, string message, long at, string errcode = "0") =>
        Event(WeChatPush.SentEvent, openId, at, new { TemplateId = template, MsgID = message, ErrorCode = errcode, ErrorStatus = "success" });

    public static string Revoke(string openId, string what, long at) =>
        Event(WeChatPush.RevokeEvent, "owAqB1v0ahK_Xlc7GshIDdf2yf7E", at, null, ("OpenID", openId), ("RevokeInfo", what));

    public static string Cancel(string openId, long at) => Event(WeChatPush.CancellationEvent, "owAqB1v0ahK_Xlc7GshIDdf2yf7E", at, null, ("OpenID", openId));

    /// <summary>A message to the person that WeChat has taken under this id.</summary>
    public static Task<Guid> TakenMessageAsync(this VillageApp app, Guid person, string carrierId) => app.InStoreAsync(async db =>
    {
        var now = app.Clock.UtcNow();
        var message = new Core.Messaging.OutboxMessage(Guid.CreateVersion7(), person, Core.Messaging.MessageEvents.ComplaintFiled, Guid.NewGuid(), new Dictionary<string, string>(), now);
        message.Record(new Core.Messaging.SendOutcome(Core.Messaging.SendResult.Sent, CarrierId: carrierId), now);
        db.Add(message);
        await db.SaveChangesAsync();
        return message.Id;
    });

    public static string Checked(string trace, string suggest, long at) => Event(WeChatPush.MediaCheckEvent, "o4_t144jTUSEoxydysUA2E234_tc", at, null,
        ("trace_id", trace), ("errcode", 0), ("result", new JsonObject { ["suggest"] = suggest, ["label"] = 100 }));

    /// <summary>What the job does until nothing is due.</summary>
    public static Task<int> HandleAsync(this VillageApp app) => app.InsideAsync(async x =>
    {
        var job = new HandlePushesJob(x.GetRequiredService<PushHandler>(), x.GetRequiredService<CaseOpening>());
        int all = 0, batch;
        do all += batch = await job.RunBatchAsync(default);
        while (batch > 0);
        return all;
    });

    public static Task<List<ReceivedPush>> PushesAsync(this VillageApp app) => app.InStoreAsync(db => db.Set<ReceivedPush>().AsNoTracking().OrderBy(x => x.Id).ToListAsync());

    /// <summary>A signed-in person of the simulated WeChat.</summary>
    public static async Task<(Guid Id, string OpenId, HttpClient Client)> SomebodyAsync(this VillageApp app)
    {
        var name = Guid.NewGuid().ToString("N");
        var client = await app.SignInVillagerAsync(name);
        return ((await client.SeeAsync<Engagement.Api.People.Me>("api/me")).AccountId, SimulatorPeople.OpenIdOf(name), client);
    }

    public static Task<Core.Messaging.Consents.ConsentBalance?> BalanceAsync(this VillageApp app, Guid person, string template) =>
        app.InStoreAsync(db => db.Set<Core.Messaging.Consents.ConsentBalance>().AsNoTracking().FirstOrDefaultAsync(x => x.PersonId == person && x.TemplateId == template));
}
