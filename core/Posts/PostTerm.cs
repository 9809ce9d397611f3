using Engagement.Core.Data;

namespace Engagement.Core.Posts;

/// <summary>A person holds a post from a day to a day. Added at the end only: the place in the sequence being taken means somebody else
/// handed the post over in between, so two people never hold it on one day.</summary>
public sealed class PostTerm : INumberedLine
{
    public const int ReasonMaxLength = 200;

    private PostTerm() { }

    internal PostTerm(Guid id, Guid postId, int sequence, Guid personId, DateOnly from, string? reason)
    {
        Id = id;
        PostId = postId;
        Sequence = sequence;
        PersonId = personId;
        From = from;
        Reason = reason;
    }

    public Guid Id { get; private init; }
    public Guid PostId { get; private init; }

    /// <inheritdoc/>
    public int Sequence { get; private init; }
    public Guid PersonId { get; private init; }
    public DateOnly From { get; private init; }

    /// <summary>The last day; null while open-ended.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>Why it was handed over, or ended without a successor.</summary>
    public string? Reason { get; private set; }

    /// <summary>The holder lets the village read their phone number.</summary>
    public bool PublishesPhone { get; private set; }

    internal void End(DateOnly lastDay, string? reason)
    {
        To = lastDay;
        Reason = reason ?? Reason;
    }

    public void PublishPhone(bool publish) => PublishesPhone = publish;
}

/// <summary>The holder is away on these days, both included; somebody may stand in.</summary>
public sealed class PostLeave
{
    private PostLeave() { }

    internal PostLeave(Guid id, Guid postId, Guid personId, DateOnly from, DateOnly to, Guid? standInId, string? reason)
    {
        Id = id;
        PostId = postId;
        PersonId = personId;
        From = from;
        To = to;
        StandInId = standInId;
        Reason = reason;
    }

    public Guid Id { get; private init; }
    public Guid PostId { get; private init; }

    /// <summary>Who is away.</summary>
    public Guid PersonId { get; private init; }
    public DateOnly From { get; private init; }
    public DateOnly To { get; private set; }
    public Guid? StandInId { get; private init; }
    public string? Reason { get; private init; }

    internal void CutBefore(DateOnly day)
    {
        if (To >= day) To = day.AddDays(-1);
    }
}

/// <summary>A household a post answers for; the id is opaque here.</summary>
public sealed class PostHousehold
{
    private PostHousehold() { }

    internal PostHousehold(Guid postId, Guid householdId, bool exclusive)
    {
        PostId = postId;
        HouseholdId = householdId;
        Exclusive = exclusive;
    }

    public Guid PostId { get; private init; }
    public Guid HouseholdId { get; private init; }

    /// <summary>No other post of this kind may have the household; the store refuses it. False once the post has ended.</summary>
    public bool Exclusive { get; private set; }

    internal void Release() => Exclusive = false;
}
