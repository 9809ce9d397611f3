using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.People;

public static class PeopleExtensions
{
    public static IServiceCollection AddPeople(this IServiceCollection services, KeyRing keys) => services
        .AddSingleton(keys).AddSingleton<FieldCipher>().AddSingleton<TokenFactory>()
        .AddScoped<SessionService>().AddScoped<VillagerService>().AddScoped<PhoneService>().AddScoped<PrivacyConsents>()
        .AddScoped<IPersonalData, PeopleData>();
}
