using Engagement.Core.Cases.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases.Statistics;

public sealed class RankingTests
{
    [Fact]
    public void Equal_shares_share_a_rank_and_the_next_rank_is_left_out() =>
        Ranking.Ranks([(9, 10), (4, 6), (2, 3), (1, 3), (6, 6)], minimumSample: 3).ShouldBe([2, 3, 3, 5, 1]);

    [Fact]
    public void A_small_sample_has_no_rank_and_takes_none_away() =>
        Ranking.Ranks([(4, 4), (3, 5), (0, 0)], minimumSample: 5).ShouldBe([null, 1, null]);

    [Fact]
    public void Ranks_AgreeWithTheShares()
    {
        var share = from denominator in Gen.Choose(0, 30) from numerator in Gen.Choose(0, denominator) select (numerator, denominator);
        Prop.ForAll(share.ListOf().Select(x => x.ToList()).ToArbitrary(), shares =>
        {
            var ranks = Ranking.Ranks(shares, 5);
            for (var i = 0; i < shares.Count; i++)
            {
                (ranks[i] is null).ShouldBe(shares[i].denominator < 5);
                for (var j = 0; j < shares.Count; j++)
                    if (ranks[i] is { } a && ranks[j] is { } b)
                        (a < b).ShouldBe((decimal)shares[i].numerator / shares[i].denominator > (decimal)shares[j].numerator / shares[j].denominator);
            }

            ranks.OfType<int>().DefaultIfEmpty(1).Min().ShouldBe(1);
        }).QuickCheckThrowOnFailure();
    }
}
