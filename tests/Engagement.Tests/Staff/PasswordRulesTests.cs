using Engagement.Core.Staff;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Staff;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short-1", "密码至少 10 位。")]
    [InlineData("onlyletters", "密码须包含数字。")]
    [InlineData("1234567890", "密码须包含字母。")]
    [InlineData("LiuShu-2026-07", "密码不能包含用户名。")]
    [InlineData("willow-trees-7", null)]
    [InlineData("柳树村委会的密码第一号1", null)]
    public void Every_rule_has_its_sentence(string password, string? sentence) => PasswordRules.Problem("liushu", password).ShouldBe(sentence);

    [Fact]
    public void A_temporary_password_keeps_the_rules_and_is_never_the_same()
    {
        var made = Enumerable.Range(0, 500).Select(_ => PasswordRules.NewTemporary()).ToList();
        made.Distinct().Count().ShouldBe(500);
        made.ShouldAllBe(x => PasswordRules.Problem("admin", x) == null);
    }

    /// <summary>RFC 6238, appendix B, the last six digits; the key is the ASCII text 12345678901234567890.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void One_time_codes_are_those_of_the_standard(long seconds, string code)
    {
        const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        OneTimeCode.StepOf(Secret, code, at).ShouldBe(seconds / 30);
        OneTimeCode.StepOf(Secret, code, at.AddSeconds(30)).ShouldBe(seconds / 30);
        OneTimeCode.StepOf(Secret, code, at.AddSeconds(60)).ShouldBeNull();
        Accounts.CodeOf(Secret, at).ShouldBe(code);
    }
}
