using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>Where pushes go, and events a person causes on the phone.</summary>
internal static class PushControlEndpoints
{
    public sealed record Release(bool Reversed);

    public sealed record Released(int Count);

    public sealed record Verified(bool Echoed);

    /// <summary>The person's answer to the dialog that asks for consent.</summary>
    public sealed record PopupAnswer(string? OpenId, string? Person, IReadOnlyList<string> TemplateIds, bool Accept = true);

    /// <summary>What is withdrawn is WeChat's number: 8 phone number, 13 place, 14 pictures chosen ….</summary>
    public sealed record Withdrawal(string? OpenId, string? Person, string What = "14");

    /// <summary>The next message to the person is taken and does not arrive. WeChat publishes no list of these codes.</summary>
    public sealed record Loss(string? OpenId, string? Person, int Errcode = -1, string Status = "system error");

    public sealed record Leaver(string? OpenId, string? Person);

    public static void MapPushControl(this RouteGroupBuilder control)
    {
        control.MapPost("/push", SetTarget);
        control.MapPost("/push/release", ReleaseAsync);
        control.MapPost("/push/verify", VerifyAsync);
        control.MapGet("/pushes", GetPushes);
        control.MapPost("/popup", Popup);
        control.MapPost("/switch-off", SwitchOff);
        control.MapPost("/revoke", Revoke);
        control.MapPost("/cancel", Cancel);
        control.MapPost("/lose", Lose);
    }

    private static NoContent SetTarget(PushTarget target, SimulatorState state)
    {
        state.Pushes.Target = target;
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Released>> ReleaseAsync(Release release, SimulatorState state) =>
        TypedResults.Ok(new Released(await state.Pushes.ReleaseAsync(release.Reversed)));

    private static async Task<Ok<Verified>> VerifyAsync(SimulatorState state) => TypedResults.Ok(new Verified(await state.Pushes.VerifyAsync()));

    private static Ok<IReadOnlyList<PushRecord>> GetPushes(SimulatorState state) => TypedResults.Ok(state.Pushes.Records);

    // One "accept" is one more message per template, and WeChat tells us so.
    private static Results<NoContent, BadRequest> Popup(PopupAnswer answer, SimulatorState state)
    {
        if (ControlEndpoints.Who(answer.OpenId, answer.Person) is not { } openId || answer.TemplateIds is not { Count: > 0 }) return TypedResults.BadRequest();
        if (answer.Accept)
        {
            foreach (var id in answer.TemplateIds) state.Messages.SetConsent(openId, id, state.Messages.ConsentOf(openId, id) + 1);
        }
        state.Pushes.Queue(PushBodies.Popup(state, openId, answer.TemplateIds, answer.Accept));
        return TypedResults.NoContent();
    }

    private static Results<NoContent, BadRequest> SwitchOff(PopupAnswer change, SimulatorState state)
    {
        if (ControlEndpoints.Who(change.OpenId, change.Person) is not { } openId || change.TemplateIds is not { Count: > 0 }) return TypedResults.BadRequest();
        foreach (var id in change.TemplateIds)
        {
            state.Messages.SetConsent(openId, id, 0);
            state.Pushes.Queue(PushBodies.Change(state, openId, id, accept: false));
        }
        return TypedResults.NoContent();
    }

    private static Results<NoContent, BadRequest> Revoke(Withdrawal who, SimulatorState state)
    {
        if (ControlEndpoints.Who(who.OpenId, who.Person) is not { } openId) return TypedResults.BadRequest();
        state.Pushes.Queue(PushBodies.Revoked(state, openId, who.What));
        return TypedResults.NoContent();
    }

    private static Results<NoContent, BadRequest> Cancel(Leaver who, SimulatorState state)
    {
        if (ControlEndpoints.Who(who.OpenId, who.Person) is not { } openId) return TypedResults.BadRequest();
        state.Pushes.Queue(PushBodies.Cancelled(state, openId));
        return TypedResults.NoContent();
    }

    private static Results<NoContent, BadRequest> Lose(Loss loss, SimulatorState state)
    {
        if (ControlEndpoints.Who(loss.OpenId, loss.Person) is not { } openId || loss.Errcode == 0) return TypedResults.BadRequest();
        state.Messages.LoseNext(openId, new MessageLoss(loss.Errcode, loss.Status));
        return TypedResults.NoContent();
    }
}
