using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Templates;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Messaging;

/// <summary>Words are fitted into WeChat's value types (subscribe-message parameter table) without losing more than they must.</summary>
public sealed class MessageFittingTests
{
    [Theory]
    [InlineData("thing1", "村口路灯不亮", "村口路灯不亮")]
    [InlineData("thing1", "  村口\r\n路灯\t不亮 ", "村口 路灯 不亮")]
    [InlineData("thing1", "", "－")]
    [InlineData("thing1", " \n ", "－")]
    [InlineData("thing1", "一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("thing1", "一二三四五六七八九十一二三四五六七八九十多", "一二三四五六七八九十一二三四五六七八九…")]
    [InlineData("thing12", "一二三四五六七八九十一二三四五六七八😀九十", "一二三四五六七八九十一二三四五六七八…")]
    [InlineData("thing12", "一二三四五六七八九十一二三四五六七😀九十", "一二三四五六七八九十一二三四五六七😀…")]
    [InlineData("phrase2", "已受理", "已受理")]
    [InlineData("phrase2", "已受理，处理中", "已受理处理")]
    [InlineData("phrase2", "done", "通知")]
    [InlineData("phrase2", "", "通知")]
    [InlineData("character_string3", "GD21028320261121-0001", "GD21028320261121-0001")]
    [InlineData("character_string3", "工单GD1号", "GD1")]
    [InlineData("character_string3", "工单 一号", "-")]
    [InlineData("character_string3", "", "-")]
    [InlineData("character_string3", "a\u0007b\u007fc", "abc")]
    [InlineData("character_string3", "0123456789012345678901234567890 23", "0123456789012345678901234567890")]
    [InlineData("time4", "2026-11-21T16:30:00.0000000Z", "2026年11月22日 00:30")]
    [InlineData("date4", "2026-03-01T01:05:00Z", "2026年3月1日 09:05")]
    [InlineData("time4", "2026年11月21日 15:01", "2026年11月21日 15:01")]
    [InlineData("time4", "9:30~11:00", "9:30~11:00")]
    [InlineData("time4", "昨天晚上", "00:00")]
    [InlineData("thing1", "垃圾已全部清运完毕并消毒。请您到现场看一看", "垃圾已全部清运完毕并消毒。")]
    [InlineData("thing1", "今天上午已派车把垃圾运走，明天再来消毒并清洗", "今天上午已派车把垃圾运走…")]
    [InlineData("thing1", "好的，一二三四五六七八九十一二三四五六七八九十", "好的，一二三四五六七八九十一二三四五六…")]
    [InlineData("number1", "+1,250.50 分", "1250.50")]
    [InlineData("number1", "-5", "-5")]
    [InlineData("number1", "没有", "0")]
    [InlineData("letter1", "GD-Ab 村1", "GDAb")]
    [InlineData("letter1", "村", "N")]
    [InlineData("symbol1", "★☆a1 ★★★★", "★☆★★★")]
    [InlineData("symbol1", "", "-")]
    [InlineData("amount1", "合计 ¥1,200.50元整", "¥1200.50元")]
    [InlineData("amount1", "免费", "0元")]
    [InlineData("phone_number1", "电话：0411-8361 2345 转", "0411-8361 2345")]
    [InlineData("phone_number1", "无", "-")]
    [InlineData("car_number1", "辽B·12345学", "辽B12345学")]
    [InlineData("car_number1", " ", "-")]
    [InlineData("name1", "柳树镇人民政府农业农村办公室", "柳树镇人民政府农业农")]
    [InlineData("name1", "Zhang San of the willow village", "Zhang San of the wil")]
    [InlineData("name1", "", "－")]
    public void A_value_is_fitted_to_its_type(string key, string value, string expected) => MessageFitting.Fit(key, value).ShouldBe(expected);

    [Fact]
    public void Every_event_has_a_template_that_names_only_what_there_is()
    {
        MessageTemplates.List.Select(x => x.Event).Order().ShouldBe(MessageEvents.All.Select(x => x.Name).Order());
        foreach (var template in MessageTemplates.List)
        {
            IEnumerable<string> known = [.. MessageEvents.CommonFields, .. MessageEvents.Find(template.Event)!.Fields];
            foreach (var text in template.Values.Values.Append(template.Text))
                MessageTemplates.FieldsOf(text).ShouldNotBeNull(template.Event).ShouldBeSubsetOf(known, template.Event);
            template.Values.Keys.ShouldAllBe(x => MessageFitting.TypeOf(x) != null);
            template.Moments.ShouldBeSubsetOf(MessageTemplates.Moments);
            MessageTemplates.PageOf(template, Guid.Empty).ShouldNotContain("{");
        }

        foreach (var moment in MessageTemplates.Moments)
            MessageTemplates.List.Count(x => x.Moments.Contains(moment)).ShouldBeInRange(1, MessageTemplates.MostPerMoment, moment);
    }

    [Fact]
    public void The_inbox_says_everything_and_ends_each_sentence_once()
    {
        var template = MessageTemplates.Find(MessageEvents.CaseReopened)!;
        var said = MessageTemplates.Say(template, new Dictionary<string, string>
        {
            ["number"] = "GD1",
            ["category"] = "垃圾",
            ["dueAt"] = "2026-11-21T16:30:00.0000000Z",
            ["text"] = "只运走了一半，路边还有很多，下雨以后全冲到沟里，请你们再来一次把它清干净。",
        });
        said.ShouldBe("“垃圾”（编号GD1）被群众退回重新办理，2026年11月22日 00:30前办结。群众说明：只运走了一半，路边还有很多，下雨以后全冲到沟里，请你们再来一次把它清干净。");
        MessageTemplates.Say(template with { Text = "处理：{text|未说明}。请评价" }, new Dictionary<string, string> { ["text"] = "已清运。" }).ShouldBe("处理：已清运。请评价");
        MessageTemplates.Say(template with { Text = "处理：{text|未说明}。请评价" }, new Dictionary<string, string>()).ShouldBe("处理：未说明。请评价");
    }

    [Fact]
    public void A_time_nobody_gave_is_the_messages_own()
    {
        var template = new MessageTemplate("x", "x", new Dictionary<string, string> { ["time1"] = "{dueAt}" });
        MessageTemplates.Fill(template, new Dictionary<string, string> { ["at"] = "2026-11-21T16:30:00.0000000Z" })["time1"].ShouldBe("2026年11月22日 00:30");
    }

    [Fact]
    public void No_length_cuts_a_surrogate_pair()
    {
        for (var before = 0; before < 24; before++)
            MessageFitting.Fit("thing1", new string('村', before) + string.Concat(Enumerable.Repeat("😀", 12))).EnumerateRunes()
                .ShouldNotContain(System.Text.Rune.ReplacementChar, $"after {before}");
    }

    [Fact]
    public void A_missing_field_leaves_room_for_its_stand_in()
    {
        var template = new MessageTemplate("x", "x", new Dictionary<string, string> { ["thing1"] = "{text|请留意消息}", ["thing2"] = "由{office}办理" });
        var filled = MessageTemplates.Fill(template, new Dictionary<string, string> { ["text"] = "", ["office"] = "柳树镇" });
        filled.ShouldBe(new Dictionary<string, string> { ["thing1"] = "请留意消息", ["thing2"] = "由柳树镇办理" });
    }
}
