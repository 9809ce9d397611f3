using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Engagement.Api.Staff;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Village;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Engagement.Tests.Staff;

/// <summary>An account with a known password.</summary>
internal sealed record Account(Guid Id, string UserName);

/// <summary>Accounts with passwords and codes, for the tests of signing in and of administration.</summary>
internal static class Accounts
{
    public const string Password = "Willow-2026-x";

    public static Task<Account> AccountAsync(this VillageApp app, Role role, string region, bool demo = true) => app.InsideAsync(async services =>
    {
        var db = services.GetRequiredService<EngagementDbContext>();
        var clock = services.GetRequiredService<TimeProvider>();
        var name = $"u{Guid.NewGuid():N}"[..20];
        var user = new StaffUser
        {
            Id = clock.NewId(),
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = RoleNames.Of(role) + "小王",
            CreatedAt = clock.UtcNow(),
            IsDemo = demo,
            SecurityStamp = Guid.NewGuid().ToString(),
            LockoutEnabled = true,
        };
        user.PasswordHash = services.GetRequiredService<IPasswordHasher<StaffUser>>().HashPassword(user, Password);
        db.AddRange(user, new Grant(clock.NewId(), user.Id, role, region, null, clock.UtcNow().AddDays(-1)));
        await db.SaveChangesAsync();
        return new Account(user.Id, name);
    });

    public static Task<HttpResponseMessage> TrySignInAsync(this VillageApp app, string userName, string password = Password, string? code = null) =>
        app.Anonymous.PostAsJsonAsync("api/auth/staff", new { userName, password, oneTimeCode = code });

    public static async Task<SessionTokens> SignInAsync(this VillageApp app, string userName, string password = Password, string? code = null)
    {
        using var answer = await app.TrySignInAsync(userName, password, code);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SessionTokens>())!;
    }

    public static async Task<HttpClient> EnterAsync(this VillageApp app, string userName, string password = Password, string? code = null) =>
        app.Client((await app.SignInAsync(userName, password, code)).AccessToken);

    /// <summary>The stable code of a refusal.</summary>
    public static async Task<string?> RefusalAsync(this Task<HttpResponseMessage> pending)
    {
        using var answer = await pending;
        answer.IsSuccessStatusCode.ShouldBeFalse();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();
    }

    public static async Task ShouldAnswerAsync(this Task<HttpResponseMessage> pending, HttpStatusCode status)
    {
        using var answer = await pending;
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<T> ReadAsync<T>(this Task<HttpResponseMessage> pending)
    {
        using var answer = await pending;
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<T>(VillageApp.JsonOptions))!;
    }

    public static Task<HttpResponseMessage> PostAsync(this HttpClient by, string path, object? body = null) => by.PostAsJsonAsync(path, body ?? new { });

    /// <summary>Turns one-time codes on; uses up the code of this moment.</summary>
    public static async Task<(string Secret, IReadOnlyList<string> Recovery)> EnrolAsync(this VillageApp app, HttpClient by)
    {
        var enrolment = await by.PostAsync("api/account/one-time-code").ReadAsync<OneTimeCodeEnrolment>();
        var confirmed = await by.PostAsync("api/account/one-time-code/confirm", new { code = CodeOf(enrolment.Secret, app.Clock.GetUtcNow()) }).ReadAsync<OneTimeCodeConfirmed>();
        return (enrolment.Secret, confirmed.RecoveryCodes);
    }

    /// <summary>RFC 6238 as an authenticator app computes it, written apart from the product's own.</summary>
    public static string CodeOf(string secret, DateTimeOffset at, int stepsLater = 0)
    {
        var bits = string.Concat(secret.Select(x => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(x, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / 30 + stepsLater);
#pragma warning disable CA5350 // RFC 6238's default.
        var mac = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var offset = mac[^1] & 0x0f;
        var number = ((mac[offset] & 0x7f) << 24) | (mac[offset + 1] << 16) | (mac[offset + 2] << 8) | mac[offset + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
