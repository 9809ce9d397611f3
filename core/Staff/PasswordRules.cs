using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Engagement.Core.Staff;

/// <summary>What a password must be like: long rather than crooked, and not a repetition of the name (NIST SP 800-63B §5.1.1.2, GB/T 39786).</summary>
public sealed class PasswordRules : IPasswordValidator<StaffUser>
{
    /// <summary>Characters.</summary>
    public const int MinLength = 10;

    /// <summary>Neither 0 and O nor 1, l and I: a temporary password is read out over the telephone.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz", Digits = "23456789";

    /// <summary>A password that somebody else sets and its owner changes at the first sign-in: 12 letters and digits in three groups, 59 bits.</summary>
    public static string NewTemporary()
    {
        while (true)
        {
            var text = RandomNumberGenerator.GetString(Letters + Digits, 12);
            if (text.Any(char.IsDigit) && text.Any(char.IsLetter)) return $"{text[..4]}-{text[4..8]}-{text[8..]}";
        }
    }

    public Task<IdentityResult> ValidateAsync(UserManager<StaffUser> manager, StaffUser user, string? password) =>
        Task.FromResult(Problem(user.UserName, password ?? "") is { } sentence
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = sentence })
            : IdentityResult.Success);

    /// <summary>Why not, as a sentence for the user; null when the password will do.</summary>
    public static string? Problem(string? userName, string password)
    {
        if (password.Length < MinLength) return $"密码至少 {MinLength} 位。";
        if (!password.Any(char.IsDigit)) return "密码须包含数字。";
        if (!password.Any(char.IsLetter)) return "密码须包含字母。";
        if (!string.IsNullOrEmpty(userName) && password.Contains(userName, StringComparison.OrdinalIgnoreCase)) return "密码不能包含用户名。";
        return null;
    }
}
