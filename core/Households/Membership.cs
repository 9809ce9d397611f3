using Engagement.Core.Data;

namespace Engagement.Core.Households;

public enum MemberRole { Head, Member }

/// <summary><c>Ended</c> without <see cref="Membership.Since"/>: a request taken back, or a line of the register that another line took over.</summary>
public enum MembershipStatus { Requested, Active, Refused, Ended }

/// <summary>What one line of the register hands over to another.</summary>
internal sealed record MemberPlace(MemberRole Role, bool IsAdult, string? Relation, DateTime Since);

/// <summary>One person in one household from a moment to a moment. A person is an active member of one household; the database refuses a second.
/// A move ends one line and begins another, so that "who lived here on that day" stays answerable.</summary>
public sealed class Membership : IVersioned
{
    public const int RelationMaxLength = 16;
    public const int ReasonMaxLength = 200;

    private Membership() { }

    public Guid Id { get; private init; }
    public Guid HouseholdId { get; private init; }

    /// <summary>The household's village, so that a committee finds its requests.</summary>
    public string RegionCode { get; private init; } = "";
    public Guid PersonId { get; private set; }
    public MemberRole Role { get; private set; }

    /// <summary>Of age, as the register or the person says; there is no birth date. Adults sign and act for the household.</summary>
    public bool IsAdult { get; private set; }

    /// <summary>To the head: 妻, 长子 …; null when not said.</summary>
    public string? Relation { get; private set; }
    public MembershipStatus Status { get; private set; }

    /// <summary>When the request was made or the line was entered.</summary>
    public DateTime CreatedAt { get; private init; }

    /// <summary>Lives here from this moment on; null before approval.</summary>
    public DateTime? Since { get; private set; }

    /// <summary>Lived here until just before this moment; null while active.</summary>
    public DateTime? Until { get; private set; }

    /// <summary>Staff account that approved or refused.</summary>
    public Guid? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why it was refused or ended.</summary>
    public string? Reason { get; private set; }

    /// <summary>The line that took this one over when an imported member and a person with WeChat turned out to be one.</summary>
    public Guid? TakenOverBy { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>A villager asks to join.</summary>
    public static Membership Request(Guid id, Household household, Guid personId, bool isAdult, string? relation, DateTime now)
    {
        household.DemandActive();
        return new Membership
        {
            Id = id,
            HouseholdId = household.Id,
            RegionCode = household.RegionCode,
            PersonId = personId,
            Role = MemberRole.Member,
            IsAdult = isAdult,
            Relation = relation,
            Status = MembershipStatus.Requested,
            CreatedAt = now,
        };
    }

    /// <summary>The committee enters a member, or a move or import does.</summary>
    public static Membership Enter(Guid id, Household household, Guid personId, MemberRole role, bool isAdult, string? relation, DateTime now)
    {
        household.DemandActive();
        if (role == MemberRole.Head && !isAdult) throw HouseholdErrors.HeadNotAdult();
        return new Membership
        {
            Id = id,
            HouseholdId = household.Id,
            RegionCode = household.RegionCode,
            PersonId = personId,
            Role = role,
            IsAdult = isAdult,
            Relation = relation,
            Status = MembershipStatus.Active,
            CreatedAt = now,
            Since = now,
        };
    }

    public void Approve(Guid? staffId, DateTime now)
    {
        Decide(staffId, now);
        Status = MembershipStatus.Active;
        Since = now;
    }

    public void Refuse(Guid? staffId, string reason, DateTime now)
    {
        Decide(staffId, now);
        Status = MembershipStatus.Refused;
        Reason = reason;
    }

    /// <summary>The villager thinks better of it.</summary>
    public void Withdraw(DateTime now)
    {
        if (Status != MembershipStatus.Requested) throw HouseholdErrors.AlreadyDecided();
        Status = MembershipStatus.Ended;
        DecidedAt = now;
    }

    /// <summary>The person no longer lives here.</summary>
    public void End(string? reason, DateTime now)
    {
        DemandActive();
        Status = MembershipStatus.Ended;
        Until = now;
        Reason = reason;
    }

    /// <summary>Only adults are heads. That a household has one head at most, the database holds.</summary>
    public void Become(MemberRole role)
    {
        DemandActive();
        if (role == MemberRole.Head && !IsAdult) throw HouseholdErrors.HeadNotAdult();
        Role = role;
    }

    /// <summary>What the register says of the member.</summary>
    public void Describe(bool isAdult, string? relation)
    {
        DemandActive();
        if (Role == MemberRole.Head && !isAdult) throw HouseholdErrors.HeadNotAdult();
        IsAdult = isAdult;
        Relation = relation;
    }

    /// <summary>This line of the register gives way to the approved line of the same human being. Saved before <see cref="Inherit"/>: the database
    /// allows a household one head, not even two within one save.</summary>
    /// <param name="successorId">The approved line.</param>
    /// <param name="wholeTime">True when the person lived nowhere else meanwhile: then they have lived here as long as the register says,
    /// and the register's line counts no more. False: they live here from now on.</param>
    /// <param name="now">UTC.</param>
    internal MemberPlace GiveWay(Guid successorId, bool wholeTime, DateTime now)
    {
        DemandActive();
        var place = new MemberPlace(Role, IsAdult, Relation, wholeTime ? Since!.Value : now);
        End(null, now);
        TakenOverBy = successorId;
        if (wholeTime) Since = Until = null;
        return place;
    }

    /// <summary>The other half of <see cref="GiveWay"/>.</summary>
    internal void Inherit(MemberPlace place)
    {
        DemandActive();
        (Role, IsAdult, Relation, Since) = (place.Role, place.IsAdult, place.Relation ?? Relation, place.Since);
    }

    /// <summary>True when the person lived here at that moment.</summary>
    public bool Covers(DateTime at) => Since <= at && (Until is null || at < Until);

    private void Decide(Guid? staffId, DateTime now)
    {
        if (Status != MembershipStatus.Requested) throw HouseholdErrors.AlreadyDecided();
        DecidedBy = staffId;
        DecidedAt = now;
    }

    private void DemandActive()
    {
        if (Status != MembershipStatus.Active) throw HouseholdErrors.NotAMember();
    }
}
