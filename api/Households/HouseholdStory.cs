using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Findings;
using Engagement.Core.Households;
using Engagement.Core.Households.Register;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Shared;

namespace Engagement.Api.Households;

/// <summary>What a household promised, what was found at its door and what came of it.</summary>
/// <param name="HouseholdId">Whose story it is.</param>
/// <param name="Pledges">Newest first, with the text that was signed.</param>
/// <param name="Checks">Newest first, at most <see cref="HouseholdStory.MaxChecks"/>.</param>
/// <param name="EarlierChecks">There are more checks than these.</param>
/// <param name="Findings">Opened because something was not put right after one of the checks.</param>
/// <param name="Cases">Complaints of its people, filed while they lived here; shown to those who know who reported anyway.</param>
/// <param name="Frontage">What it answers for; null while nobody said.</param>
/// <param name="Events">What happened to the household itself; only for those who see it in full.</param>
public sealed record HouseholdStoryBody(
    Guid HouseholdId, IReadOnlyList<PledgeView> Pledges, IReadOnlyList<CheckView> Checks, bool EarlierChecks, IReadOnlyList<FindingLine> Findings,
    IReadOnlyList<HouseholdCaseLine> Cases, FrontageView? Frontage, IReadOnlyList<HouseholdEventView> Events);

/// <summary>Joins what the capabilities know of a household. Each part is read by its own query, which masks what the actor may not see.</summary>
public sealed class HouseholdStory(HouseholdDetailQuery households, PledgeQueries pledges, CheckQueries checks, FindingQueries findings, HouseholdCases cases)
{
    public const int MaxChecks = 100;

    /// <summary>Null for whoever may not see the household in full, except staff who work there.</summary>
    public async Task<HouseholdStoryBody?> TellAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await households.FindAsync(actor, id, cancel) is not { } it || (it.Sight != HouseholdSight.Full && !actor.IsStaff)) return null;
        var made = await pledges.OfHouseholdAsync(actor, id, cancel);
        var seen = await checks.ListAsync(actor, new CheckFilter(it.Summary.RegionCode, id, null, false), MaxChecks, null, cancel);
        var followed = await findings.OfSourcesAsync(actor, CheckFindings.Source, [.. seen.Items.Select(x => x.Id)], cancel);
        return new HouseholdStoryBody(id, made, seen.Items, seen.Next is not null, followed, await cases.OfAsync(actor, id, it.Standing, cancel),
            await pledges.FrontageAsync(id, cancel), it.History);
    }
}
