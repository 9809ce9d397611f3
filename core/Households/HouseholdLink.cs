namespace Engagement.Core.Households;

/// <summary>From a household that ended to one that took over its people. Added, never changed.</summary>
public sealed class HouseholdLink
{
    private HouseholdLink() { }

    public HouseholdLink(Guid fromId, Guid toId, DateTime now)
    {
        FromId = fromId;
        ToId = toId;
        At = now;
    }

    public Guid FromId { get; private init; }
    public Guid ToId { get; private init; }
    public DateTime At { get; private init; }
}
