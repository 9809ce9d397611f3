using System.Text.RegularExpressions;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Messaging.Templates;
using Engagement.Core.WeChat;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>Whatever people write, the shipped templates fit WeChat's value limits: our rules against the simulator's, written apart.</summary>
public sealed partial class TemplateFitTests
{
    [Theory]
    [InlineData("村口路灯坏了三天没有人来修理，晚上老人摔了一跤，请尽快派人来看看。")]
    [InlineData("")]
    [InlineData("   \r\n\t ")]
    [InlineData("<b>&]]>\"'\\ {{}}")]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦")]
    [InlineData("a very long line in another script without any end at all")]
    public async Task Every_template_filled_with_anything_is_accepted(string text)
    {
        await using var server = await SimulatorServer.StartAsync(o => (o.InitialConsent, o.SendTakes) = (1000, TimeSpan.Zero));
        var client = server.NewNode().Client;
        var to = SimulatorPeople.OpenIdOf("wang");
        MessageTemplates.List.ShouldNotBeEmpty();
        foreach (var template in MessageTemplates.List)
        {
            var fields = new Dictionary<string, string>();
            foreach (var (key, value) in template.Values)
            {
                foreach (Match match in Field().Matches(value))
                    fields[match.Groups[1].Value] = key.StartsWith("time", StringComparison.Ordinal) || key.StartsWith("date", StringComparison.Ordinal) ? "2026-11-21T07:01:00Z" : text;
            }
            var sent = await client.SendAsync(new SubscribeMessage(to, template.Event, MessageTemplates.Fill(template, fields)));
            sent.Error.ShouldBeNull($"{template.Event} filled with '{text}'");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("村口路灯坏了三天没有人来修理，晚上老人摔了一跤。请尽快派人来看看！")]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦")]
    [InlineData("1234567890123456789012345678901234567890")]
    [InlineData("¥99999999999.999")]
    [InlineData("....")]
    [InlineData("-")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("０１２３")]
    [InlineData("e\u0302 n\u0303 \u0007")]
    [InlineData("2026年11月21日 15:01~16:30")]
    public async Task Anything_fits_every_type(string text)
    {
        await using var server = await SimulatorServer.StartAsync(o => (o.InitialConsent, o.SendTakes) = (1000, TimeSpan.Zero));
        var data = MessageFitting.Types.ToDictionary(x => x + "1", x => MessageFitting.Fit(x + "1", text));
        var sent = await server.NewNode().Client.SendAsync(new SubscribeMessage(SimulatorPeople.OpenIdOf("wang"), "t", data));
        sent.Error.ShouldBeNull(string.Join(", ", data));
    }

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex Field();
}
