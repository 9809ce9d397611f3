using System.Net;
using System.Text;
using Engagement.Core.WeChat;
using Engagement.Core.WeChat.Pushes;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>The door WeChat pushes at: the public vectors come in, each push once, and nothing else does.</summary>
public sealed class PushEndpointTests(PushVillages villages) : IClassFixture<PushVillages>
{
    private const string Wang = "o9AgO5Kd5ggOC-bXrbNODIiE3bGY";

    [Theory, Stores]
    public async Task The_address_answers_the_official_verification_and_no_other(Store store)
    {
        var app = await villages.OnAsync(store);
        const string vector = "get_verify";
        string Query(string? signature = null, string? timestamp = null) =>
            $"api/wechat/push?signature={signature ?? Vectors.Text(vector, "signature")}&timestamp={timestamp ?? Vectors.Text(vector, "timestamp")}&nonce={Vectors.Text(vector, "nonce")}";
        using var answer = await app.Anonymous.GetAsync($"{Query()}&echostr={Vectors.Text(vector, "echostr")}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Vectors.Text(vector, "echostr"));

        foreach (var wrong in new[] { Query(), Query(signature: new string('0', 40)) + "&echostr=1", Query(timestamp: "1714036505") + "&echostr=1", "api/wechat/push", "api/wechat/push?echostr=1" })
        {
            using var refused = await app.Anonymous.GetAsync(wrong);
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound, wrong);
        }
    }

    [Theory, Stores]
    public async Task The_official_plain_and_secure_pushes_come_in_and_leave_nothing_when_nothing_follows(Store store)
    {
        var app = await villages.OnAsync(store);
        var before = (await app.PushesAsync()).Count;
        const string plain = "plain_post", secure = "secure_post";
        (await app.PostAsync($"signature={Vectors.Text(plain, "signature")}&timestamp={Vectors.Text(plain, "timestamp")}&nonce={Vectors.Text(plain, "nonce")}", Encoding.UTF8.GetBytes(Vectors.Text(plain, "body"))))
            .ShouldBe((HttpStatusCode.OK, "success"));
        var query = $"signature={Vectors.Text(secure, "signature")}&timestamp={Vectors.Text(secure, "timestamp")}&nonce={Vectors.Text(secure, "nonce")}&openid={Vectors.Text(secure, "openid")}&encrypt_type=aes&msg_signature={Vectors.Text(secure, "msg_signature")}";
        foreach (var (body, type) in new[]
        {
            ($$"""{"ToUserName":"gh_97417a04a28d","Encrypt":"{{Vectors.Text(secure, "encrypt")}}"}""", "application/json"),
            ($"<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName><Encrypt><![CDATA[{Vectors.Text(secure, "encrypt")}]]></Encrypt></xml>", "text/xml"),
        })
            (await app.PostAsync(query, Encoding.UTF8.GetBytes(body), type)).ShouldBe((HttpStatusCode.OK, "success"));
        (await app.PushesAsync()).Count.ShouldBe(before, "debug_demo is nothing to us");
    }

    [Theory, Stores]
    public async Task A_push_is_stored_once_in_whatever_form_it_comes_again_and_at_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var json = PushTools.Popup(Wang, "once", true, 1714112445);
        const string xml = $"<xml><ToUserName>gh_1</ToUserName><FromUserName>{Wang}</FromUserName><CreateTime>1714112445</CreateTime><MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event>"
            + "<SubscribeMsgPopupEvent><List><TemplateId>once</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>0</PopupScene></List></SubscribeMsgPopupEvent></xml>";
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => app.TakesAsync(i % 2 == 0 ? json : xml, secure: i % 3 > 0, xml: i % 2 == 1)));
        var mine = (await app.PushesAsync()).Where(x => x.Content?.Contains("\"once\"", StringComparison.Ordinal) == true).ToList();
        mine.ShouldHaveSingleItem().Status.ShouldBe(PushStatus.Pending);
        lock (app.Complaints) app.Complaints.Where(x => x.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task What_is_not_WeChats_is_refused_without_detail_and_leaves_nothing(Store store)
    {
        var app = await villages.OnAsync(store);
        var before = (await app.PushesAsync()).Count;
        var good = PushTools.Popup(Wang, "refused", true, 1714112445);
        var own = new WeChatPushCrypto("wxba5fad812f8e6fb9", "AAAAA", new string('A', 43));
        var made = own.Encrypt(good, "1", "2");
        var signed = $"timestamp=1&nonce=2&signature={own.Sign("1", "2")}&msg_signature={made.MsgSignature}&encrypt_type=aes";
        var answers = new List<(string What, (HttpStatusCode Status, string Text) Answer)>
        {
            ("wrong key", await app.PushAsync(good, crypto: new WeChatPushCrypto("wxba5fad812f8e6fb9", "AAAAA", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"))),
            ("wrong token", await app.PushAsync(good, crypto: new WeChatPushCrypto("wxba5fad812f8e6fb9", "AAAAB", new string('A', 43)))),
            ("another app", await app.PushAsync(good, crypto: new WeChatPushCrypto("wx0123456789abcdef", "AAAAA", new string('A', 43)))),
            ("wrong signature", await app.PushAsync(good, signature: new string('0', 40))),
            ("upper-case signature", await app.PushAsync(good, secure: false, signature: own.Sign("1714112445", "415670741").ToUpperInvariant())),
            ("plain that says it is encrypted", await app.PushAsync(good, secure: false, extra: "&encrypt_type=aes")),
            ("plain with a wrong signature", await app.PushAsync(good, secure: false, signature: "x")),
            ("no query", await app.PostAsync("", Encoding.UTF8.GetBytes(good))),
            ("long query", await app.PostAsync($"signature={new string('a', 3000)}&timestamp=1&nonce=2", Encoding.UTF8.GetBytes(good))),
            ("empty body", await app.PostAsync(signed, [])),
            ("no UTF-8", await app.PostAsync(signed, [0xFF, 0xFE, 0x00])),
            ("half a character", await app.PushAsync("""{"FromUserName":"\ud800","CreateTime":1,"MsgType":"event","Event":"subscribe_msg_popup_event"}""", secure: false)),
            ("NUL", await app.PushAsync("""{"FromUserName":"a\u0000b","CreateTime":1,"MsgType":"event","Event":"subscribe_msg_popup_event"}""", secure: false)),
            ("a time of the year 9999", await app.PushAsync(PushTools.Popup(Wang, "refused", true, 253402300799))),
            ("an endless openid", await app.PushAsync(PushTools.Popup(new string('o', 65), "refused", true, 1714112445))),
            ("nested too deep", await app.PushAsync(string.Concat(Enumerable.Repeat("[", 5000)), secure: false)),
            ("DTD", await app.PushAsync("<!DOCTYPE xml [<!ENTITY a \"b\"><!ENTITY c SYSTEM \"file:///etc/hostname\">]><xml><FromUserName>&a;&c;</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType></xml>", secure: false, xml: true)),
            ("DTD within", await app.PushAsync("<!DOCTYPE xml [<!ENTITY a \"b\">]><xml><FromUserName>&a;</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType></xml>")),
        };
        foreach (var cut in new[] { 1, 20, 44, made.Encrypt.Length - 4, made.Encrypt.Length - 1 })
            answers.Add(($"cut to {cut}", await app.PostAsync(signed, Encoding.UTF8.GetBytes($$"""{"Encrypt":"{{made.Encrypt[..cut]}}"}"""))));
        answers.Add(("shuffled", await app.PostAsync(signed, Encoding.UTF8.GetBytes($$"""{"Encrypt":"{{made.Encrypt[32..64]}}{{made.Encrypt[..32]}}{{made.Encrypt[64..]}}"}"""))));
        answers.Add(("half the body", await app.PostAsync(signed, Encoding.UTF8.GetBytes($$"""{"Encrypt":"{{made.Encrypt}}"}""")[..50])));

        foreach (var (what, (status, text)) in answers) status.ShouldBe(HttpStatusCode.NotFound, $"{what}: {text}");
        answers.Select(x => System.Text.Json.JsonDocument.Parse(x.Answer.Text).RootElement.GetProperty("detail").GetString()).Distinct().ShouldHaveSingleItem("every refusal looks the same");
        (await app.PostAsync("", new byte[WeChatPushCrypto.MaxEncryptedLength + 2000])).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await app.PushesAsync()).Count.ShouldBe(before);
        lock (app.Complaints) app.Complaints.Where(x => x.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Strange_content_under_a_true_signature_is_no_fault(Store store)
    {
        var app = await villages.OnAsync(store);
        var strange = new[]
        {
            """{"FromUserName":"a","CreateTime":1,"MsgType":"event","Event":"subscribe_msg_popup_event","List":[{"TemplateId":"\ud800","SubscribeStatusString":"accept"},{"TemplateId":"a\u0000b","SubscribeStatusString":"accept"},7,null]}""",
            """{"FromUserName":"a","CreateTime":2,"MsgType":"event","Event":"wxa_media_check","trace_id":"a\u0000b","result":{"suggest":"\udc00"}}""",
            """{"FromUserName":"a","CreateTime":3,"MsgType":"event","Event":"wxa_media_check","trace_id":{"a":1},"result":[]}""",
            $$$"""{"FromUserName":"a","CreateTime":4,"MsgType":"event","Event":"subscribe_msg_sent_event","List":{"TemplateId":"{{{new string('t', 500)}}}","MsgID":"{{{new string('9', 500)}}}","ErrorCode":"x"}}""",
            """{"FromUserName":"a","CreateTime":5,"MsgType":"event","Event":"user_authorization_revoke","OpenID":7,"RevokeInfo":["8"]}""",
            """{"FromUserName":"a","CreateTime":6,"MsgType":"text","Content":"\u0000"}""",
        };
        foreach (var body in strange) (await app.PushAsync(body)).ShouldBe((HttpStatusCode.OK, "success"), body);
        var (person, openId, _) = await app.SomebodyAsync();
        foreach (var body in strange) (await app.PushAsync(body.Replace("\"FromUserName\":\"a\"", $"\"FromUserName\":\"{openId}\"").Replace("\"OpenID\":7", $"\"OpenID\":\"{openId}\""))).Status.ShouldBe(HttpStatusCode.OK, body);
        await app.HandleAsync();
        (await app.PushesAsync()).Where(x => x.LastError is not null && x.LastError != "Nobody is known by this openid.").Select(x => x.LastError).ShouldBeEmpty();
        (await app.BalanceAsync(person, "a")).ShouldBeNull();
    }

    [Fact]
    public async Task Plain_pushes_are_refused_unless_allowed()
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, Store.Sqlite);
        (await app.PushAsync(PushTools.Popup(Wang, "t", true, 1), secure: false)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.PushAsync(PushTools.Popup(Wang, "t", true, 1))).Status.ShouldBe(HttpStatusCode.OK);
        (await app.InStoreAsync(db => db.Set<ReceivedPush>().CountAsync())).ShouldBe(1);
    }
}
