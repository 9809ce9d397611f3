namespace Engagement.Core.Households;

/// <summary>As what a proxy acts: a relative who is a member of age, the chief of the alley, or somebody of the committee.</summary>
public enum ProxyKind { Kin, AlleyChief, Committee }

/// <summary>Somebody who acts for a household whose people have no phone. The household sees who and since when.</summary>
public sealed class Proxy
{
    public const int NoteMaxLength = 200;

    private Proxy() { }

    public Proxy(Guid id, Guid householdId, ProxyKind kind, Guid personId, Guid? appointedBy, string? note, DateTime now)
    {
        Id = id;
        HouseholdId = householdId;
        Kind = kind;
        PersonId = personId;
        AppointedBy = appointedBy;
        Note = note;
        Since = now;
    }

    public Guid Id { get; private init; }
    public Guid HouseholdId { get; private init; }
    public ProxyKind Kind { get; private init; }
    public Guid PersonId { get; private set; }

    /// <summary>Staff account that wrote it down; null when an adult member did.</summary>
    public Guid? AppointedBy { get; private init; }
    public string? Note { get; private init; }
    public DateTime Since { get; private init; }

    /// <summary>Null while in force.</summary>
    public DateTime? Until { get; private set; }

    /// <summary>Doing it again changes nothing.</summary>
    public void End(DateTime now) => Until ??= now;
}
