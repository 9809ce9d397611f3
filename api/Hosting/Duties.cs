using Engagement.Core.Staff;

namespace Engagement.Api.Hosting;

/// <summary>Who has a temporary password changes it first, and who must use one-time codes enrols first: until then every door is shut
/// but those that lead there. A villager has no such duties.</summary>
public static class Duties
{
    /// <summary>Doors that stay open: one's own account, who one is, one's sessions, signing out.</summary>
    public static T OpenBeforeDuties<T>(this T builder) where T : IEndpointConventionBuilder => builder.WithMetadata(new Marker());

    private sealed class Marker;

    public static Task Demand(HttpContext http, Func<Task> next)
    {
        var duty = http.RequestServices.GetRequiredService<CurrentActor>().Duty;
        if (duty == AccountDuty.None || http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<Marker>() is not null
            || endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null)
            return next();
        var (code, sentence) = duty == AccountDuty.ChangePassword
            ? ("auth.must_change_password", "请先修改临时密码。")
            : ("auth.must_enrol_one_time_code", "您的角色须使用动态验证码，请先绑定。");
        return Problems.Of(StatusCodes.Status403Forbidden, code, sentence).ExecuteAsync(http);
    }
}
