using System.Globalization;
using Engagement.Api.Hosting;
using Engagement.Core.Data.SharedState;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.AspNetCore.Http.HttpResults;
using SignInResult = Engagement.Core.Staff.SignInResult;

namespace Engagement.Api.People;

public static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/auth").WithTags("auth");
        group.MapPost("/wechat", SignInVillager).AllowAnonymous().WithSummary("Signs a villager in with a code from wx.login.");
        group.MapPost("/staff", SignInStaff).AllowAnonymous().WithSummary("Signs staff in; mode cookie is for the console, bearer for tools.");
        group.MapPost("/refresh", Refresh).AllowAnonymous().WithSummary("New tokens for a refresh token; the old ones work for 60 s more.");
        group.MapPost("/sign-out", SignOut).RequireAuthorization(Access.SignedIn).OpenBeforeDuties().WithSummary("Ends this session at once.");

        var sessions = app.MapGroup("/api/sessions").WithTags("auth").RequireAuthorization(Access.SignedIn).OpenBeforeDuties();
        sessions.MapGet("", ListSessions).WithSummary("Where the account is signed in.");
        sessions.MapDelete("/{id:guid}", RevokeSession).WithSummary("Ends one session at once.");
    }

    private static async Task<Results<Ok<SessionTokens>, ProblemHttpResult>> SignInVillager(
        WeChatSignIn request, VillagerService villagers, SignInLimiter limiter, HttpContext http, CancellationToken cancel)
    {
        if (await limiter.RefuseAsync(http, null, cancel) is { } refusal) return refusal;
        return TypedResults.Ok(await villagers.SignInAsync(request.Code, Client(http), Address(http), cancel));
    }

    private static async Task<Results<Ok<SessionTokens>, NoContent, ProblemHttpResult>> SignInStaff(
        StaffSignInRequest request, StaffSignIn staff, TokenFactory tokens, SignInLimiter limiter, TimeProvider clock, HttpContext http, CancellationToken cancel)
    {
        if (await limiter.RefuseAsync(http, request.UserName, cancel) is { } refusal) return refusal;
        var cookie = request.Mode == SignInMode.Cookie;
        var outcome = await staff.SignInAsync(request.UserName, request.Password, request.OneTimeCode, cookie, Client(http), Address(http), cancel);
        switch (outcome.Result)
        {
            case SignInResult.SignedIn when cookie:
                http.Response.Cookies.Append(SessionAuthentication.CookieName, tokens.Make(outcome.Session!, TokenFactory.TokenKind.Access), CookieOptions(http));
                return TypedResults.NoContent();
            case SignInResult.SignedIn:
                return TypedResults.Ok(tokens.For(outcome.Session!));
            case SignInResult.LockedOut:
                http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(((outcome.LockedUntil ?? clock.GetUtcNow()) - clock.GetUtcNow()).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return No(StatusCodes.Status429TooManyRequests, "auth.locked_out", $"密码多次错误，账号已锁定 {SignInAttempts.LockOut.TotalMinutes} 分钟，请稍后再试或联系管理员。");
            case SignInResult.OneTimeCodeRequired:
                return No(StatusCodes.Status401Unauthorized, "auth.one_time_code_required", "请输入动态验证码。");
            case SignInResult.OneTimeCodeWrong:
                return No(StatusCodes.Status401Unauthorized, "auth.one_time_code_wrong", "动态验证码不正确。");
            default:
                return No(StatusCodes.Status401Unauthorized, "auth.invalid_credentials", "用户名或密码不正确。");
        }
    }

    private static async Task<Results<Ok<SessionTokens>, ProblemHttpResult>> Refresh(
        RefreshRequest request, SessionService sessions, CancellationToken cancel) =>
        await sessions.RefreshAsync(request.RefreshToken, cancel) is { } tokens
            ? TypedResults.Ok(tokens)
            : No(StatusCodes.Status401Unauthorized, "auth.session_over", "登录已过期，请重新登录。");

    private static async Task<NoContent> SignOut(CurrentActor current, SessionService sessions, HttpContext http, CancellationToken cancel)
    {
        await sessions.RevokeAsync(current.Actor, current.Actor.SessionId!.Value, cancel);
        http.Response.Cookies.Delete(SessionAuthentication.CookieName, CookieOptions(http));
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<SessionView>>> ListSessions(CurrentActor current, SessionService sessions, CancellationToken cancel) =>
        TypedResults.Ok(new Page<SessionView>(await sessions.ListAsync(current.Actor, cancel), null));

    private static async Task<Results<NoContent, NotFound>> RevokeSession(Guid id, CurrentActor current, SessionService sessions, CancellationToken cancel) =>
        await sessions.RevokeAsync(current.Actor, id, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static CookieOptions CookieOptions(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = Session.StaffLifetime,
        IsEssential = true,
    };

    private static string? Client(HttpContext http) =>
        http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent && CleanText.IsClean(agent) ? agent : null;

    private static string? Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    private static ProblemHttpResult No(int status, string code, string sentence) => (ProblemHttpResult)Problems.Of(status, code, sentence);
}

/// <summary>A code from wx.login; single use, five minutes.</summary>
public sealed record WeChatSignIn([property: Needed(128)] string Code);

public enum SignInMode { Bearer, Cookie }

public sealed record StaffSignInRequest(
    [property: Needed(64)] string UserName, [property: Needed(128)] string Password, [property: AtMost(32)] string? OneTimeCode = null,
    SignInMode Mode = SignInMode.Bearer);

public sealed record RefreshRequest([property: Needed(200)] string RefreshToken);

/// <summary>Bounds sign-in attempts per account and per address, across all nodes.</summary>
public sealed class SignInLimiter(DegradingSharedState state, IConfiguration configuration)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private const int PerAccount = 20;

    /// <summary><c>SignIn:PerAddress</c>: attempts in five minutes. A whole township may come through one address of its carrier.</summary>
    private readonly int perAddress = configuration.GetValue("SignIn:PerAddress", 300);

    /// <summary>The refusal when there were too many attempts, else null.</summary>
    public async Task<ProblemHttpResult?> RefuseAsync(HttpContext http, string? account, CancellationToken cancel)
    {
        var tooMany = await state.IncrementAsync($"sign-in:address:{http.Connection.RemoteIpAddress}", Window, 1, cancel) > perAddress;
        if (account is not null)
            tooMany |= await state.IncrementAsync($"sign-in:account:{account.ToUpperInvariant()}", Window, 1, cancel) > PerAccount;
        if (!tooMany) return null;
        http.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString();
        return (ProblemHttpResult)Problems.Of(StatusCodes.Status429TooManyRequests, "auth.too_many_attempts", "登录尝试过于频繁，请五分钟后再试。");
    }
}
