using System.Security.Claims;
using System.Text.Encodings.Web;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Engagement.Api.Hosting;

/// <summary>Signs a request in by the session its token names: bearer when an Authorization header is there, else the console's cookie.
/// The session row is read each time, so sign-out and blocking take effect at once.</summary>
public sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    SessionService sessions, ActorFinder actors, CurrentActor current, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "Session";
    public const string CookieName = "engagement_session";

    /// <summary>A page of another site can make a browser send the cookie but not this header.</summary>
    public const string ConsoleHeader = "X-Engagement";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? token;
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
            token = authorization["Bearer ".Length..].Trim();
        }
        else
        {
            token = Request.Cookies[CookieName];
            if (token is null) return AuthenticateResult.NoResult();
            if (!HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method) && !Request.Headers.ContainsKey(ConsoleHeader))
                return AuthenticateResult.Fail($"Header {ConsoleHeader} is missing.");
        }

        if (await sessions.AuthenticateAsync(token, Context.RequestAborted) is not { } session)
            return AuthenticateResult.Fail("The session is over.");
        if (session.Cookie != (authorization.Length == 0)) return AuthenticateResult.Fail("A cookie's token is no bearer token.");
        if (await actors.FindAsync(session, Context.Connection.RemoteIpAddress?.ToString(), Context.RequestAborted) is not var (actor, duty))
            return AuthenticateResult.Fail("The account is gone.");
        current.Actor = actor;
        current.Duty = duty;
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, session.AccountId.ToString()));
        identity.AddClaim(new Claim(Access.KindClaim, actor.Kind.ToString()));
        foreach (var role in actor.Grants.Select(x => x.Role).Distinct()) identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        WriteAsync(StatusCodes.Status401Unauthorized, "auth.required", "请先登录，或登录已过期。");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        WriteAsync(StatusCodes.Status403Forbidden, "not_allowed", "您没有此项权限。");

    private async Task WriteAsync(int status, string code, string sentence)
    {
        Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized) Response.Headers.WWWAuthenticate = "Bearer";
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = new ProblemDetails { Status = status, Detail = sentence, Extensions = { ["code"] = code } },
        });
    }
}
