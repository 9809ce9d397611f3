using Engagement.Core.Data.SharedState;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Engagement.Core.WeChat.Pushes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>Registration of the WeChat client.</summary>
public static class WeChatServices
{
    /// <summary>
    /// Registers <see cref="WeChatClient"/>, <see cref="WeChatTokenKeeper"/>, <see cref="WeChatPushDoor"/> and their options, checked at start.
    /// Needs <see cref="SharedStateServices.AddSharedState"/>.
    /// </summary>
    public static IServiceCollection AddWeChat(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<WeChatOptions>, WeChatOptionsValidator>();
        services.AddOptions<WeChatOptions>()
            .Bind(configuration.GetSection(WeChatOptions.Section))
            .PostConfigure(o => o.FillForSimulator())
            .ValidateOnStart();
        services.AddHttpClient(WeChatTransport.ClientName)
            .ConfigureHttpClient((provider, client) =>
            {
                client.BaseAddress = new Uri(provider.GetRequiredService<IOptions<WeChatOptions>>().Value.ApiBase.TrimEnd('/') + "/");
                // Each try has its own limit, which also covers reading the body.
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            // These would write addresses, and our addresses carry the token and the secret.
            .RemoveAllLoggers();
        services.AddSingleton<WeChatMetrics>();
        services.AddSingleton<WeChatLimits>();
        services.AddSingleton<WeChatTransport>();
        services.AddSingleton<WeChatTokenKeeper>();
        services.AddSingleton<WeChatClient>();
        services.AddSingleton<WeChatTemplates>();
        services.AddScoped<IVillagerLogin, WeChatVillagerLogin>();
        services.AddScoped<IPhoneVerifier, WeChatPhoneVerifier>();
        services.AddScoped<WeChatCodePictures>();
        services.AddScoped<IMessageSender, WeChatMessageSender>();
        services.AddScoped<IContentCheck, WeChatContentCheck>();
        services.AddSingleton(provider => new WeChatPushCrypto(provider.GetRequiredService<IOptions<WeChatOptions>>()));
        services.AddSingleton<WeChatPushDoor>();
        services.AddScoped<PushInbox>().AddScoped<PushHandler>().AddScoped<IPersonalData, PushData>();
        return services;
    }
}
