using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Privacy;

public static class PrivacyExtensions
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services) => services.AddScoped<PersonalData>().AddScoped<Retention>().AddScoped<AuditTrail>();
}
