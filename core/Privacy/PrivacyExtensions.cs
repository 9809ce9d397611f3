using Engagement.Core.People;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Privacy;

public static class PrivacyExtensions
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services) => services
        .AddScoped<PersonalData>().AddScoped<IAccountClosure>(x => x.GetRequiredService<PersonalData>()).AddScoped<Retention>().AddScoped<AuditTrail>();
}
