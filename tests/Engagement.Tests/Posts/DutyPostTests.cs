using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Posts;

/// <summary>Who held a post on a day: the rules without a store.</summary>
public sealed class DutyPostTests
{
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Guid Zhang = Guid.NewGuid(), Li = Guid.NewGuid(), Wang = Guid.NewGuid();

    [Fact]
    public void HandOver_ends_the_term_before_on_the_eve()
    {
        var post = Post();
        post.HandOver(Guid.NewGuid(), Li, March.AddDays(10), "换届");
        post.TermOn(March.AddDays(9))!.PersonId.ShouldBe(Zhang);
        post.TermOn(March.AddDays(10))!.PersonId.ShouldBe(Li);
        post.TermOn(March.AddDays(-1)).ShouldBeNull();
    }

    [Fact]
    public void HandOver_to_a_day_before_the_last_one_or_to_the_same_person_is_refused()
    {
        var post = Post();
        Should.Throw<RuleViolation>(() => post.HandOver(Guid.NewGuid(), Li, March, null)).Code.ShouldBe("post.before_last_hand_over");
        Should.Throw<RuleViolation>(() => post.HandOver(Guid.NewGuid(), Zhang, March.AddDays(1), null)).Code.ShouldBe("post.same_holder");
    }

    [Fact]
    public void A_vacant_post_has_nobody_until_it_is_handed_over()
    {
        var post = Post();
        post.Vacate(March.AddDays(4), "外出务工");
        post.TermOn(March.AddDays(5)).ShouldBeNull();
        post.HandOver(Guid.NewGuid(), Zhang, March.AddDays(8), null);
        post.TermOn(March.AddDays(7)).ShouldBeNull();
        post.TermOn(March.AddDays(8))!.PersonId.ShouldBe(Zhang);
        Should.Throw<RuleViolation>(() => Twice(post)).Code.ShouldBe("post.vacant");

        static void Twice(DutyPost post)
        {
            post.Vacate(March.AddDays(9), null);
            post.Vacate(March.AddDays(9), null);
        }
    }

    [Fact]
    public void Leaves_do_not_overlap_and_a_hand_over_cuts_them()
    {
        var post = Post();
        var leave = post.TakeLeave(Guid.NewGuid(), March.AddDays(5), March.AddDays(12), Li, null);
        Should.Throw<RuleViolation>(() => post.TakeLeave(Guid.NewGuid(), March.AddDays(12), March.AddDays(13), null, null)).Code.ShouldBe("post.on_leave");
        Should.Throw<RuleViolation>(() => post.TakeLeave(Guid.NewGuid(), March.AddDays(-1), March, null, null)).Code.ShouldBe("post.not_held");
        Should.Throw<RuleViolation>(() => post.TakeLeave(Guid.NewGuid(), March.AddDays(20), March.AddDays(21), Zhang, null)).Code.ShouldBe("post.stands_in_for_themselves");
        post.TakeLeave(Guid.NewGuid(), March.AddDays(15), March.AddDays(16), Li, null);
        post.HandOver(Guid.NewGuid(), Wang, March.AddDays(10), null);
        leave.To.ShouldBe(March.AddDays(9));
        post.Leaves.ShouldHaveSingleItem("the later leave was the former holder's");
    }

    [Fact]
    public void Nothing_can_be_done_with_an_ended_post()
    {
        var post = Post();
        post.End(March.AddDays(3), "合并");
        post.TermOn(March.AddDays(3))!.PersonId.ShouldBe(Zhang);
        post.TermOn(March.AddDays(4)).ShouldBeNull();
        Should.Throw<RuleViolation>(() => post.HandOver(Guid.NewGuid(), Li, March.AddDays(9), null)).Code.ShouldBe("post.ended");
    }

    private static DutyPost Post()
    {
        var post = new DutyPost(Guid.NewGuid(), DutyPostKind.AlleyChief, "210283109201", "东街胡同长", "东街", [], new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        post.HandOver(Guid.NewGuid(), Zhang, March, null);
        return post;
    }
}
