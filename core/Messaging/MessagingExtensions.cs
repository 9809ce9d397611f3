using Engagement.Core.Messaging.Consents;
using Engagement.Core.Messaging.Templates;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Messaging;

public static class MessagingExtensions
{
    /// <param name="services">Where to register; without an <see cref="IMessageSender"/> among them nothing can be sent.</param>
    /// <param name="quiet">When phones are left alone.</param>
    public static IServiceCollection AddMessaging(this IServiceCollection services, QuietTime quiet) => services
        .AddSingleton(quiet).AddScoped<MessageDispatcher>().AddScoped<TemplateCatalog>().AddScoped<TemplateService>()
        .AddScoped<Inbox>().AddScoped<DeadLetters>().AddScoped<DeliveryReports>().AddScoped<IPersonalData, MessageData>()
        .AddScoped<ConsentBook>().AddScoped<IPersonalData, ConsentData>();
}
