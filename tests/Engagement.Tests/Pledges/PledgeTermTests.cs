using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Pledges;

public sealed class PledgeTermTests
{
    [Theory]
    [InlineData("2026-01-01", PledgeTermKind.Year, "2026", "2026-12-31")]
    [InlineData("2026-06-30", PledgeTermKind.HalfYear, "2026H1", "2026-06-30")]
    [InlineData("2026-07-01", PledgeTermKind.HalfYear, "2026H2", "2026-12-31")]
    public void A_day_lies_in_its_year_and_half_year(string day, PledgeTermKind kind, string code, string last)
    {
        var term = PledgeTerm.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), kind);
        term.Code.ShouldBe(code);
        term.To.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(last);
        PledgeTerm.Parse(code).ShouldBe(term);
    }

    [Fact]
    public void Terms_of_a_kind_follow_one_another_without_gap_or_overlap() =>
        Prop.ForAll(Gen.Choose(0, 300_000).ToArbitrary(), days =>
        {
            var day = new DateOnly(2010, 1, 1).AddDays(days % 30_000);
            return new[] { PledgeTermKind.Year, PledgeTermKind.HalfYear }.All(kind =>
                PledgeTerm.On(day, kind) is var term && term.Contains(day) && term.Next.From == term.To.AddDays(1)
                && term.EndsAt == ChinaTime.ToUtc(term.Next.From, TimeOnly.MinValue));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("26")]
    [InlineData("2026H3")]
    [InlineData("2026h1")]
    [InlineData("１２３４")]
    [InlineData("0001")]
    public void What_is_no_code_is_none(string? code) => PledgeTerm.Parse(code).ShouldBeNull();

    [Fact]
    public void A_narrower_wording_goes_over_the_wider_and_adds_to_it()
    {
        var township = new PledgeWording("承诺书", "扫净", "摆齐", "浇水", ["不烧秸秆"]);
        var village = new PledgeWording(null, null, "不占道", null, ["参加周五大扫除"]);
        var whole = township.Under(village);
        whole.ShouldSatisfyAllConditions(
            x => x.Title.ShouldBe("承诺书"), x => x.Cleanliness.ShouldBe("扫净"), x => x.Order.ShouldBe("不占道"), x => x.Additions.ShouldBe(["不烧秸秆", "参加周五大扫除"]));
    }

    [Fact]
    public void Text_hash_is_what_anybody_computes_from_the_body()
    {
        var text = PledgeText.Compose(new PledgeWording("承诺书", "扫净", "摆齐", "浇水", []), "柳树村", PledgeTerm.Parse("2026")!.Value, DateTime.UnixEpoch);
        text.Body.ShouldBe("承诺书\n柳树村  2026年\n一、包卫生：扫净\n二、包秩序：摆齐\n三、包绿化：浇水\n");
        text.Hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text.Body))));
        Should.Throw<RuleViolation>(() => PledgeText.Compose(new PledgeWording("承诺书", null, "摆齐", "浇水", []), "柳树村", PledgeTerm.Parse("2026")!.Value, DateTime.UnixEpoch))
            .Code.ShouldBe("pledge.no_template");
    }
}
