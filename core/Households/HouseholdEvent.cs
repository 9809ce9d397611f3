using Engagement.Core.Data;
using Engagement.Core.Shared;

namespace Engagement.Core.Households;

/// <summary>What happened to a household.</summary>
public enum HouseholdEventType { Created, Imported, Edited, HeadChanged, MemberEntered, MemberJoined, MemberLeft, Split, Merged, MovedAway, ProxyNamed, ProxyEnded }

/// <summary>One line of a household's history, added, never changed. Names nobody: people stand in it by their membership.</summary>
public sealed class HouseholdEvent
{
    public const int TextMaxLength = 300;

    private HouseholdEvent() { }

    public HouseholdEvent(Guid id, Guid householdId, HouseholdEventType type, Actor actor, string? text, Guid? subjectId, DateTime now)
    {
        Id = id;
        HouseholdId = householdId;
        Type = type;
        At = now;
        ActorKind = actor.Kind;
        ActorId = actor.AccountId;
        Text = CleanText.Cut(text, TextMaxLength);
        SubjectId = subjectId;
    }

    public Guid Id { get; private init; }
    public Guid HouseholdId { get; private init; }
    public HouseholdEventType Type { get; private init; }
    public DateTime At { get; private init; }
    public ActorKind ActorKind { get; private init; }
    public Guid? ActorId { get; private set; }

    /// <summary>What changed, in words; never a name or a number.</summary>
    public string? Text { get; private init; }

    /// <summary>The membership, proxy or other household it is about.</summary>
    public Guid? SubjectId { get; private init; }
}
