using Engagement.Api.Hosting;
using Engagement.Core.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Staff;

/// <summary>One's own password and one-time codes.</summary>
public static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/account").WithTags("account").RequireAuthorization(Access.Staff).OpenBeforeDuties();
        group.MapPost("/password", ChangePassword).WithSummary("A new password; ends every other session.");
        group.MapPost("/one-time-code", StartOneTimeCode).WithSummary("A new secret for an authenticator app.");
        group.MapPost("/one-time-code/confirm", ConfirmOneTimeCode).WithSummary("Turns one-time codes on with a first code; the recovery codes are shown this one time.");
        group.MapPost("/one-time-code/disable", DisableOneTimeCode).WithSummary("Turns one-time codes off, for a new phone.");
    }

    private static async Task<NoContent> ChangePassword(PasswordChangeRequest request, CurrentActor current, StaffAccount account, CancellationToken cancel)
    {
        await account.ChangePasswordAsync(current.Actor, request.CurrentPassword, request.NewPassword, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<OneTimeCodeEnrolment>> StartOneTimeCode(CurrentActor current, StaffAccount account, CancellationToken cancel)
    {
        var (secret, uri) = await account.StartOneTimeCodeAsync(current.Actor, cancel);
        return TypedResults.Ok(new OneTimeCodeEnrolment(secret, uri, Qr.Svg(uri)));
    }

    private static async Task<Ok<OneTimeCodeConfirmed>> ConfirmOneTimeCode(OneTimeCodeRequest request, CurrentActor current, StaffAccount account, CancellationToken cancel) =>
        TypedResults.Ok(new OneTimeCodeConfirmed(await account.ConfirmOneTimeCodeAsync(current.Actor, request.Code, cancel)));

    private static async Task<NoContent> DisableOneTimeCode(PasswordRequest request, CurrentActor current, StaffAccount account, CancellationToken cancel)
    {
        await account.DisableOneTimeCodeAsync(current.Actor, request.Password, cancel);
        return TypedResults.NoContent();
    }
}
