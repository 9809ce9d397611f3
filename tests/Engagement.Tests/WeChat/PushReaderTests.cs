using System.Text.Json;
using System.Text.Json.Serialization;
using Engagement.Core.WeChat;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>Pushed bodies in all the forms WeChat gives them, and in forms it does not.</summary>
public sealed class PushReaderTests
{
    private const string MediaJson = """
        {"ToUserName":"gh_9df7d78a1234","FromUserName":"o4_t144jTUSEoxydysUA2E234_tc","CreateTime":1626959646,"MsgType":"event","Event":"wxa_media_check",
         "appid":"wx8f16a5be77871234","trace_id":"60f96f1d-3845297a-1976a3ae","version":2,
         "detail":[{"strategy":"content_model","errcode":0,"suggest":"pass","label":100,"prob":90}],"errcode":0,"errmsg":"ok","result":{"suggest":"pass","label":100}}
        """;

    private const string MediaXml = """
        <xml><ToUserName><![CDATA[gh_9df7d78a1234]]></ToUserName><FromUserName><![CDATA[o4_t144jTUSEoxydysUA2E234_tc]]></FromUserName>
        <CreateTime>1626959646</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[wxa_media_check]]></Event>
        <appid>wx8f16a5be77871234</appid><trace_id>60f96f1d-3845297a-1976a3ae</trace_id><version>2</version>
        <detail><strategy>content_model</strategy><errcode>0</errcode><suggest>pass</suggest><label>100</label></detail>
        <errcode>0</errcode><errmsg>ok</errmsg><result><suggest>pass</suggest><label>100</label></result></xml>
        """;

    private static WeChatPush Read(string body)
    {
        WeChatPushReader.TryRead(body, out var push).ShouldBeTrue();
        return push!;
    }

    [Theory]
    [InlineData(MediaJson)]
    [InlineData(MediaXml)]
    public void A_media_check_reads_the_same_from_json_and_xml(string body)
    {
        var push = Read(body);
        push.Event.ShouldBe(WeChatPush.MediaCheckEvent);
        push.From.ShouldBe("o4_t144jTUSEoxydysUA2E234_tc");
        push.MediaCheck.ShouldBe(new MediaCheckOutcome("60f96f1d-3845297a-1976a3ae", 0, new ContentVerdict(ContentAdvice.Pass, 100, "60f96f1d-3845297a-1976a3ae")));
        push.DedupeKey.ShouldBe(Read(MediaJson).DedupeKey);
    }

    [Fact]
    public void A_failed_download_and_an_unknown_advice_never_pass()
    {
        var failed = Read(MediaJson.Replace("\"errcode\":0,\"errmsg\":\"ok\",\"result\":{\"suggest\":\"pass\",\"label\":100}", "\"errcode\":\"-1008\",\"errmsg\":\"download failed\""));
        failed.MediaCheck.ShouldBe(new MediaCheckOutcome("60f96f1d-3845297a-1976a3ae", -1008, null));
        var strange = Read(MediaJson.Replace("\"result\":{\"suggest\":\"pass\"", "\"result\":{\"suggest\":\"perhaps\""));
        strange.MediaCheck!.Verdict!.Advice.ShouldBe(ContentAdvice.Review);
    }

    [Theory]
    [InlineData("""[{"TemplateId":"t1","SubscribeStatusString":"accept","PopupScene":"0"},{"TemplateId":"t2","SubscribeStatusString":"reject"}]""", 2)]
    [InlineData("""{"TemplateId":"t1","SubscribeStatusString":"accept","PopupScene":0}""", 1)]
    [InlineData("[]", 0)]
    [InlineData("\"\"", 0)]
    [InlineData("null", 0)]
    public void A_list_may_be_many_one_or_none(string list, int count)
    {
        var push = Read($$"""{"ToUserName":"gh","FromUserName":"o1","CreateTime":"1610969440","MsgType":"event","Event":"subscribe_msg_popup_event","List":{{list}}}""");
        push.Subscriptions.Count.ShouldBe(count);
        if (count > 0) push.Subscriptions[0].ShouldBe(new SubscriptionNews("t1", true, null, 0, null));
        if (count > 1) push.Subscriptions[1].Accepted.ShouldBe(false);
    }

    [Fact]
    public void Xml_lists_repeat_inside_the_events_element()
    {
        var push = Read("""
            <xml><ToUserName>gh</ToUserName><FromUserName>o1</FromUserName><CreateTime>1610969440</CreateTime><MsgType>event</MsgType>
            <Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent>
            <List><TemplateId>t1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene></List>
            <List><TemplateId>t2</TemplateId><SubscribeStatusString>reject</SubscribeStatusString></List></SubscribeMsgPopupEvent></xml>
            """);
        push.Subscriptions.Select(s => (s.TemplateId, s.Accepted)).ShouldBe([("t1", true), ("t2", false)]);
    }

    [Fact]
    public void A_sent_event_names_message_and_code_whatever_is_quoted()
    {
        var push = Read("""{"FromUserName":"o1","CreateTime":1610969468,"MsgType":"event","Event":"subscribe_msg_sent_event","List":{"TemplateId":"t1","MsgID":1700827132819554304,"ErrorCode":"43101","ErrorStatus":"user refuse"}}""");
        push.Subscriptions.ShouldHaveSingleItem().ShouldBe(new SubscriptionNews("t1", null, "1700827132819554304", 43101, "user refuse"));
    }

    [Fact]
    public void Resends_share_a_key_and_neighbours_in_the_same_second_do_not()
    {
        string Sent(string template, string message) =>
            $$$"""{"ToUserName":"gh","FromUserName":"o1","CreateTime":"5","MsgType":"event","Event":"subscribe_msg_sent_event","List":{"TemplateId":"{{{template}}}","MsgID":"{{{message}}}","ErrorCode":"0"}}""";
        Read(Sent("t1", "1")).DedupeKey.ShouldBe(Read(Sent("t1", "1").Replace("\"List\":{", "\"List\":[{").Replace("}}", "}]}")).DedupeKey);
        new[] { Sent("t1", "1"), Sent("t1", "2"), Sent("t2", "1") }.Select(b => Read(b).DedupeKey).Distinct().Count().ShouldBe(3);
        Read(MediaJson).DedupeKey.Length.ShouldBe(64);
        // WeChat is the sender of all of these: who it was about has a field of its own.
        new[] { PushTools.Cancel("o1", 5), PushTools.Cancel("o2", 5), PushTools.Revoke("o1", "8", 5) }.Select(b => Read(b)).ShouldSatisfyAllConditions(
            x => x.Select(p => p.From).ShouldBe(["o1", "o2", "o1"]), x => x.Select(p => p.DedupeKey).ShouldBeUnique());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"FromUserName\":\"o\",\"MsgType\":\"event\"}")]
    [InlineData("{\"FromUserName\":\"o\",\"MsgType\":\"event\",\"CreateTime\":\"soon\"}")]
    [InlineData("{\"FromUserName\":\"o\",\"MsgType\":\"event\",\"CreateTime\":99999999999999}")]
    [InlineData("{\"FromUserName\":{},\"MsgType\":\"event\",\"CreateTime\":1}")]
    [InlineData("{\"FromUserName\":\"a\",\"FromUserName\":\"b\",\"MsgType\":\"event\",\"CreateTime\":1}")]
    [InlineData("<xml>")]
    [InlineData("<xml/>")]
    [InlineData("<xml><FromUserName>o</FromUserName>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY a \"o\">]><xml><FromUserName>&a;</FromUserName><MsgType>event</MsgType><CreateTime>1</CreateTime></xml>")]
    [InlineData("<!DOCTYPE xml SYSTEM \"http://127.0.0.1:9/x.dtd\"><xml><FromUserName>o</FromUserName><MsgType>event</MsgType><CreateTime>1</CreateTime></xml>")]
    public void What_is_no_message_is_refused_without_an_exception(string body) => WeChatPushReader.TryRead(body, out _).ShouldBeFalse();

    [Fact]
    public void Deep_and_large_bodies_are_refused()
    {
        WeChatPushReader.TryRead(string.Concat(Enumerable.Repeat("<a>", 500)) + string.Concat(Enumerable.Repeat("</a>", 500)), out _).ShouldBeFalse();
        WeChatPushReader.TryRead(new string('[', 500) + new string(']', 500), out _).ShouldBeFalse();
        WeChatPushReader.TryRead(MediaJson + new string(' ', 70_000), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"number":"12","items":{"name":7}}""", 12, "7")]
    [InlineData("""{"number":12,"items":[{"name":"a"},{"name":true}]}""", 12, "a,true")]
    [InlineData("""{"number":" -3 ","items":null}""", -3, "")]
    [InlineData("""{"number":"","items":""}""", 0, "")]
    public void Lenient_json_takes_quoted_numbers_and_bare_objects(string json, int number, string names)
    {
        var read = JsonSerializer.Deserialize<Lenient>(json, LenientJson.Options)!;
        read.Number.ShouldBe(number);
        string.Join(',', read.Items.Select(i => i.Name)).ShouldBe(names);
    }

    private sealed record Lenient(int Number, [property: JsonConverter(typeof(OneOrManyConverter<Named>))] IReadOnlyList<Named> Items);

    private sealed record Named(string Name);
}
