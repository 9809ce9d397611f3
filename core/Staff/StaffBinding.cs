using System.Security.Cryptography;
using Engagement.Core.Data;
using Engagement.Core.Data.SharedState;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>Joins a staff account with the person behind it: the console shows a short code, and that person types or scans it in the mini-program.
/// From then on their messages reach their phone, and nobody lets them decide what concerns themselves.</summary>
public sealed class StaffBinding(EngagementDbContext db, DegradingSharedState state, TimeProvider clock)
{
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Tries per person in ten minutes. With 31⁸ codes nobody guesses one; this keeps the log quiet.</summary>
    public const int MaxTries = 10;

    private const int CodeLength = 8;
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>A new code; the one before no longer works.</summary>
    /// <exception cref="RuleViolation">The account is bound already.</exception>
    public async Task<string> StartAsync(Actor actor, CancellationToken cancel)
    {
        var staffId = actor.StaffId!.Value;
        if (await db.Set<StaffUser>().AnyAsync(x => x.Id == staffId && x.PersonId != null, cancel)) throw StaffBindingErrors.AlreadyBound();
        var code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
        await state.SetAsync(CodeOf(staffId), code, CodeLifetime, cancel);
        await state.SetAsync(OwnerOf(code), staffId.ToString(), CodeLifetime, cancel);
        return code;
    }

    /// <summary>The person behind the code becomes the person behind the staff account. A code works once.</summary>
    /// <returns>The account's display name, so that the person sees whom they were joined with.</returns>
    public async Task<string> BindPersonAsync(Actor actor, string typed, CancellationToken cancel)
    {
        var personId = actor.PersonId!.Value;
        if (await state.IncrementAsync($"staff-binding:tries:{personId}", CodeLifetime, 1, cancel) > MaxTries) throw StaffBindingErrors.TooManyTries();
        var code = typed.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (!Guid.TryParse(await state.GetAsync(OwnerOf(code), cancel), out var staffId)
            || !await state.CompareAndDeleteAsync(CodeOf(staffId), code, cancel)) throw StaffBindingErrors.CodeInvalid();
        await state.CompareAndDeleteAsync(OwnerOf(code), staffId.ToString(), cancel);

        var user = await db.Set<StaffUser>().FirstOrDefaultAsync(x => x.Id == staffId && x.LeftAt == null, cancel) ?? throw StaffBindingErrors.CodeInvalid();
        if (user.PersonId is not null && user.PersonId != personId) throw StaffBindingErrors.AlreadyBound();
        if (await db.Set<StaffUser>().AnyAsync(x => x.Id != staffId && x.PersonId == personId && x.LeftAt == null, cancel)) throw StaffBindingErrors.PersonTaken();
        user.PersonId = personId;
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "staff.bind_wechat", "staff", staffId));
        await db.SaveChangesAsync(cancel);
        return user.DisplayName;
    }

    /// <summary>Separates the two; nothing bound is fine. The audit trail keeps who it was: it could be done to decide one's own case.</summary>
    public async Task UnbindAsync(Actor actor, CancellationToken cancel)
    {
        var user = await db.Set<StaffUser>().SingleAsync(x => x.Id == actor.StaffId, cancel);
        if (user.PersonId is not { } personId) return;
        user.PersonId = null;
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "staff.unbind_wechat", "staff", user.Id, $"person {personId}"));
        await db.SaveChangesAsync(cancel);
    }

    private static string CodeOf(Guid staffId) => $"staff-binding:staff:{staffId}";

    private static string OwnerOf(string code) => $"staff-binding:code:{code}";
}

/// <summary>Every way binding says no.</summary>
public static class StaffBindingErrors
{
    public static RuleViolation AlreadyBound() => new("account.wechat_bound", "该账号已绑定微信，请先解除绑定。");
    public static RuleViolation PersonTaken() => new("account.person_taken", "您的微信已绑定另一个工作账号，请先在那个账号中解除绑定。");
    public static RuleViolation CodeInvalid() => new("account.binding_code_invalid", "绑定码不正确、已使用或已过期，请在工作台重新获取。");
    public static RuleViolation TooManyTries() => new("account.binding_too_many_tries", "尝试次数过多，请十分钟后再试。");
}
