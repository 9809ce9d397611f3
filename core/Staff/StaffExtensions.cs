using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Staff;

public static class StaffExtensions
{
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        // Before Identity's own, which it would add only where none is registered.
        services.AddScoped<IPasswordValidator<StaffUser>, PasswordRules>();
        services.AddIdentityCore<StaffUser>(options => options.User.RequireUniqueEmail = false).AddUserStore<StaffUserStore>();
        return services.AddScoped<Offices>().AddScoped<StaffDirectory>().AddScoped<ActorFinder>()
            .AddScoped<SignInAttempts>().AddScoped<OneTimeCodes>().AddScoped<StaffSignIn>().AddScoped<StaffAccount>()
            .AddScoped<NewGrants>().AddScoped<StaffAdministration>().AddScoped<StaffQueries>().AddScoped<OfficeRegister>()
            .AddScoped<StaffBinding>().AddScoped<StaffMessages>().AddScoped<IStaffPersons>(x => x.GetRequiredService<StaffMessages>()).AddScoped<IPersonalData, StaffData>();
    }
}
