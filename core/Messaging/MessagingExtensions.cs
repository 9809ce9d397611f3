using Engagement.Core.Messaging.Consents;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Messaging;

public static class MessagingExtensions
{
    public static IServiceCollection AddMessaging(this IServiceCollection services) => services
        .AddScoped<MessageDispatcher>().AddScoped<IPersonalData, MessageData>()
        .AddScoped<ConsentBook>().AddScoped<IPersonalData, ConsentData>();
}
