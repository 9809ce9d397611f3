using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data.SharedState;
using Engagement.Core.WeChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>Wrong configuration stops the start with a sentence that names the key and tells no secret.</summary>
public sealed class WeChatOptionsTests
{
    private static readonly Dictionary<string, string?> Real = new()
    {
        ["WeChat:AppId"] = "wx0123456789abcdef",
        ["WeChat:AppSecret"] = "0123456789abcdef0123456789abcdef",
        ["WeChat:ApiBase"] = "https://api.weixin.qq.com",
        ["WeChat:PushToken"] = "village",
        ["WeChat:EncodingAesKey"] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    };

    private static WebApplication Build(string environment, Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSharedState(null).AddWeChat(builder.Configuration);
        builder.Services.AddWeChatSimulator();
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = false);
        return builder.Build();
    }

    private static string[] Faults(string environment, string? key = null, string? value = null)
    {
        var settings = new Dictionary<string, string?>(Real);
        if (key is not null) settings[key] = value;
        using var app = Build(environment, settings) as IDisposable;
        try
        {
            _ = ((WebApplication)app!).Services.GetRequiredService<IOptions<WeChatOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }

    [Fact]
    public void Complete_settings_are_accepted_in_production() => Faults("Production").ShouldBeEmpty();

    [Theory]
    [InlineData("WeChat:AppId", "")]
    [InlineData("WeChat:AppId", "wx0123456789abcdef0")]
    [InlineData("WeChat:AppSecret", "")]
    [InlineData("WeChat:AppSecret", "too-short-one")]
    [InlineData("WeChat:ApiBase", "")]
    [InlineData("WeChat:ApiBase", "api.weixin.qq.com")]
    [InlineData("WeChat:ApiBase", "http://api.weixin.qq.com")]
    [InlineData("WeChat:ApiBase", "https://api.weixin.qq.com/?a=b")]
    [InlineData("WeChat:PushToken", "a b")]
    [InlineData("WeChat:EncodingAesKey", "tooshort")]
    [InlineData("WeChat:Release", "beta")]
    [InlineData("WeChat:AttemptTimeout", "00:02:00")]
    [InlineData("WeChat:RetryDelay", "-00:00:01")]
    [InlineData("WeChat:Simulator", "true")]
    public void A_wrong_value_is_named(string key, string value)
    {
        var fault = Faults("Production", key, value).ShouldHaveSingleItem();
        fault.ShouldContain(key);
        if (value.Length > 0 && key is "WeChat:AppSecret" or "WeChat:PushToken" or "WeChat:EncodingAesKey") fault.ShouldNotContain($" {value}");
    }

    [Fact]
    public void The_simulator_needs_no_settings_in_development_and_refuses_production()
    {
        var only = new Dictionary<string, string?> { ["WeChat:Simulator"] = "true" };
        using var development = Build("Development", only) as IDisposable;
        ((WebApplication)development!).Services.GetRequiredService<IOptions<WeChatOptions>>().Value.AppId.ShouldNotBeEmpty();
        Should.NotThrow(() => ((WebApplication)development!).MapWeChatSimulator());

        using var production = Build("Production", only) as IDisposable;
        Should.Throw<InvalidOperationException>(() => ((WebApplication)production!).MapWeChatSimulator()).Message.ShouldContain("WeChat:Simulator");
        using var off = Build("Development", Real) as IDisposable;
        Should.Throw<InvalidOperationException>(() => ((WebApplication)off!).MapWeChatSimulator()).Message.ShouldContain("WeChat:Simulator");
    }

    [Fact]
    public async Task A_start_with_the_simulator_in_production_fails()
    {
        await using var app = Build("Production", new() { ["WeChat:Simulator"] = "true" });
        app.Urls.Add("http://127.0.0.1:0");
        (await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync())).Message.ShouldContain("WeChat:Simulator");
    }
}
