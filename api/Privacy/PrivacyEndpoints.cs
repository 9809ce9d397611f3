using Engagement.Api.Hosting;
using Engagement.Core.People;
using Engagement.Core.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Privacy;

/// <summary>What a villager may do with their own data: phone, consent, a copy of everything, leaving.</summary>
public static class PrivacyEndpoints
{
    public static void MapPrivacy(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/me").WithTags("me").RequireAuthorization(Access.Villager);
        group.MapPost("/phone", BindPhone).WithSummary("Binds the number behind a code of WeChat's phone button.");
        group.MapDelete("/phone", UnbindPhone).WithSummary("Gives the verified number up.");
        group.MapPost("/privacy-consent", Consent).WithSummary("Agrees to a version of the privacy policy.");
        group.MapDelete("/privacy-consent", WithdrawConsent).WithSummary("Withdraws the consent.");
        group.MapGet("/export", Export).WithSummary("Everything we hold about the signed-in person, by section.");
        group.MapPost("/delete", Delete).WithSummary("Deletes the account; cases stay without their reporter. Cannot be undone.");
    }

    private static async Task<NoContent> BindPhone(PhoneBindingRequest request, CurrentActor current, PhoneService phones, CancellationToken cancel)
    {
        await phones.BindNumberAsync(current.Actor, request.Code, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> UnbindPhone(CurrentActor current, PhoneService phones, CancellationToken cancel)
    {
        await phones.UnbindNumberAsync(current.Actor, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Consent(PrivacyConsentRequest request, CurrentActor current, PrivacyConsents consents, CancellationToken cancel)
    {
        await consents.GiveAsync(current.Actor, request.Version.Trim(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> WithdrawConsent(CurrentActor current, PrivacyConsents consents, CancellationToken cancel)
    {
        await consents.WithdrawAsync(current.Actor, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<PersonalDataExport>> Export(CurrentActor current, PersonalData data, TimeProvider clock, HttpContext http, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PersonalDataExport(Core.Shared.ClockExtensions.UtcNow(clock), await data.ExportAsync(current.Actor, cancel)));
    }

    private static async Task<NoContent> Delete(AccountDeletionRequest request, CurrentActor current, PersonalData data, CancellationToken cancel)
    {
        await data.DeleteAsync(current.Actor, request.Confirm == true, cancel);
        return TypedResults.NoContent();
    }
}

/// <summary>A code of the phone button (not of wx.login); single use, five minutes.</summary>
public sealed record PhoneBindingRequest([property: Needed(128)] string Code);

/// <param name="Version">Of the privacy policy, as shown to the person.</param>
public sealed record PrivacyConsentRequest([property: Needed(PrivacyConsent.PolicyVersionMaxLength)] string Version);

/// <param name="Confirm">Must be true.</param>
public sealed record AccountDeletionRequest([property: Given] bool? Confirm);

/// <summary>What each part of the system holds: person, complaints, photos, messages, actions, staffAccounts.</summary>
public sealed record PersonalDataExport(DateTime ExportedAt, IReadOnlyDictionary<string, object> Sections);
