namespace Engagement.Core.Households;

/// <summary>Whoever counts households of their own kind (signed, listed …) and must know when one is no more. Households name no capability: each brings its own.</summary>
public interface IHouseholdEnded
{
    /// <summary>The household was split, merged or moved away. Runs inside that change's transaction, after the household's row was saved.</summary>
    Task HouseholdEndedAsync(Guid householdId, CancellationToken cancel);
}
