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
    public void A_value_is_fitted_to_its_type(string key, string value, string expected) => MessageFitting.Fit(key, value).ShouldBe(expected);

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
