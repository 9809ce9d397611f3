using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>What a test or a curious newcomer can do to the simulator.</summary>
internal static class ControlEndpoints
{
    public sealed record Forward(double Seconds);

    public sealed record Consent(string? OpenId, string? Person, string TemplateId, int Messages);

    public sealed record PersonChange(string? OpenId, string? Name, bool? Active, bool? Blocked, int? RiskRank);

    public sealed record LimitChange(string Path, int? PerMinute, int? PerDay);

    public sealed record TemplateBan(string TemplateId, bool Banned);

    public sealed record IssuedCode(string Code);

    public sealed record Status(DateTimeOffset Now, int TokensIssued, int TokensAsked, int TokensForced, IReadOnlyDictionary<string, int> Calls);

    public static void MapControl(this RouteGroupBuilder group)
    {
        var control = group.MapGroup("/control");
        control.MapGet("/status", GetStatus);
        control.MapPost("/faults", AddFault);
        control.MapDelete("/faults", ClearFaults);
        control.MapPost("/clock", MoveClock);
        control.MapPost("/token/invalidate", InvalidateToken);
        control.MapPost("/codes/login/{person}", IssueLoginCode);
        control.MapPost("/codes/phone/{number}", IssuePhoneCode);
        control.MapPost("/people", ChangePerson);
        control.MapPost("/consent", SetConsent);
        control.MapPost("/limits", SetLimit);
        control.MapPost("/templates", BanTemplate);
        control.MapGet("/messages", GetMessages);
        control.MapDelete("/messages", ClearMessages);
        control.MapPushControl();
    }

    private static Ok<Status> GetStatus(SimulatorState state) => TypedResults.Ok(new Status(
        state.Clock.GetUtcNow(), state.Tokens.Issued, state.Tokens.Asked, state.Tokens.Forced, state.Rates.Calls));

    private static NoContent AddFault(SimulatorFault fault, SimulatorState state)
    {
        state.Faults.Add(fault);
        return TypedResults.NoContent();
    }

    private static NoContent ClearFaults(SimulatorState state)
    {
        state.Faults.Clear();
        return TypedResults.NoContent();
    }

    private static Results<NoContent, BadRequest> MoveClock(Forward by, SimulatorState state)
    {
        if (by.Seconds is not (>= 0 and <= 366 * 86400.0)) return TypedResults.BadRequest();
        state.Clock.Forward(TimeSpan.FromSeconds(by.Seconds));
        return TypedResults.NoContent();
    }

    private static NoContent InvalidateToken(SimulatorState state)
    {
        state.Tokens.Invalidate();
        return TypedResults.NoContent();
    }

    private static Ok<IssuedCode> IssueLoginCode(string person, SimulatorState state) => TypedResults.Ok(new IssuedCode(state.People.IssueLoginCode(person)));

    private static Ok<IssuedCode> IssuePhoneCode(string number, SimulatorState state) => TypedResults.Ok(new IssuedCode(state.People.IssuePhoneCode(number)));

    private static Results<NoContent, BadRequest> ChangePerson(PersonChange change, SimulatorState state)
    {
        if (Who(change.OpenId, change.Name) is not { } openId) return TypedResults.BadRequest();
        state.People.Change(openId, change.Name, change.Active, change.Blocked, change.RiskRank);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, BadRequest> SetConsent(Consent consent, SimulatorState state)
    {
        if (Who(consent.OpenId, consent.Person) is not { } openId || string.IsNullOrEmpty(consent.TemplateId)) return TypedResults.BadRequest();
        state.Messages.SetConsent(openId, consent.TemplateId, consent.Messages);
        return TypedResults.NoContent();
    }

    private static NoContent SetLimit(LimitChange limit, SimulatorState state)
    {
        state.Rates.Limit(limit.Path, limit.PerMinute, limit.PerDay);
        return TypedResults.NoContent();
    }

    private static NoContent BanTemplate(TemplateBan ban, SimulatorState state)
    {
        state.Messages.Ban(ban.TemplateId, ban.Banned);
        return TypedResults.NoContent();
    }

    private static Ok<IReadOnlyList<ReceivedMessage>> GetMessages(SimulatorState state, string? who = null) => TypedResults.Ok(state.Messages.Received(who));

    private static NoContent ClearMessages(SimulatorState state)
    {
        state.Messages.Clear();
        return TypedResults.NoContent();
    }

    internal static string? Who(string? openId, string? name) =>
        !string.IsNullOrEmpty(openId) ? openId : string.IsNullOrEmpty(name) ? null : SimulatorPeople.OpenIdOf(name);
}
