using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Posts;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Cases.Routing;

/// <summary>What decides where a complaint goes.</summary>
/// <param name="RegionCode">Village or township.</param>
/// <param name="Address">Where in the village; names the alley when there are several chiefs.</param>
/// <param name="ReporterId">Nobody gets their own complaint; null in a preview.</param>
/// <param name="ByHome">What says no place of its own is taken to be at the reporter's door. Only for a reporter who signs with their name: a post is held
/// by a neighbour, who would learn that somebody of these few doors wrote it.</param>
/// <param name="At">Where the phone stood; null when it did not say.</param>
public sealed record RoutingInput(
    string RegionCode, string CategoryCode, bool HiddenFromCommittee = false, bool AboutCommittee = false, string? Address = null, Guid? ReporterId = null,
    bool ByHome = false, Position? At = null)
{
    public bool KeepsCommitteeOut => HiddenFromCommittee || AboutCommittee;
}

/// <summary>Why a rule decided or did not.</summary>
public enum RoutingVerdict
{
    Decided,

    /// <summary>A rule before it had decided already.</summary>
    NotReached,

    /// <summary>The case must stay away from the committee, and from the posts it fills.</summary>
    KeptFromCommittee,

    /// <summary>The post is vacant, its holder away with nobody standing in, or it has ended.</summary>
    NobodyOnDuty,

    /// <summary>Several hold such a post, each for an alley, and the address names none of them.</summary>
    AlleyUnclear,

    /// <summary>Whoever is on duty reported it.</summary>
    OwnComplaint,

    /// <summary>The office is closed or not set up.</summary>
    NoSuchOffice,

    /// <summary>The place is a township: no village's post or committee can be meant.</summary>
    NoVillage,
}

/// <summary>One rule on the way to the decision.</summary>
public sealed record RoutingStep(RuleLine Rule, RoutingVerdict Verdict);

/// <summary>Where it goes: always to one office, and perhaps to a post.</summary>
/// <param name="Rule">The rule that decided; null when none did and it falls to the township.</param>
/// <param name="Post">The post it is given to, with whoever is on duty.</param>
public sealed record RoutingDecision(Office Office, DutyHolder? Post, RuleLine? Rule, IReadOnlyList<RoutingStep> Steps)
{
    /// <summary>Whether this is what an example expects.</summary>
    public bool Fits(RoutingTarget expected) => expected.Kind switch
    {
        RoutingTargetKind.PostKind => Post?.Kind == expected.PostKind,
        RoutingTargetKind.Post => Post?.PostId == expected.PostId,
        RoutingTargetKind.Office => Post is null && Office.Id == expected.OfficeId,
        RoutingTargetKind.Committee => Post is null && Office.Kind == OfficeKind.VillageCommittee,
        _ => Post is null && Office.Kind == OfficeKind.Township,
    };
}

/// <summary>Decides who gets a case. Rules are tried from the most specific to the least; one that cannot be carried out today is passed over; when
/// none can, the township answers. Never to the committee what is about it or hidden from it, nor to the village's posts, which the committee fills.</summary>
public sealed class Router(EngagementDbContext db, Offices offices, DutyPostQueries duty, IMemoryCache cache, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>So near a phone is at its own door: as exact as a phone between walls.</summary>
    private const double AtDoorMeters = 100;
    private static readonly CaseStatus[] OpenStatuses = [CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress];

    /// <summary>By the rules in force. They are read from memory for a minute; a change in this process shows at once.</summary>
    public async Task<RoutingDecision> RouteAsync(RoutingInput input, CancellationToken cancel) =>
        await RouteAsync(input, await RulesAsync(input.RegionCode[..6], cancel), cancel);

    /// <summary>By given rules, for a change that is only considered.</summary>
    public async Task<RoutingDecision> RouteAsync(RoutingInput input, IEnumerable<RuleLine> rules, CancellationToken cancel)
    {
        var township = await offices.AnsweringForAsync(input.RegionCode, cancel);
        var ordered = RuleLine.InOrder(rules, input.RegionCode, input.CategoryCode);
        if (ordered.Count == 0) return new RoutingDecision(township, null, null, []);
        List<RoutingStep> steps = [];
        (Office Office, DutyHolder? Post, RuleLine Rule)? decided = null;
        IReadOnlyList<DutyHolder>? posts = null;
        foreach (var rule in ordered)
        {
            if (decided is not null)
            {
                steps.Add(new RoutingStep(rule, RoutingVerdict.NotReached));
                continue;
            }

            Office? office = township;
            DutyHolder? post = null;
            var verdict = RoutingVerdict.Decided;
            switch (rule.Target.Kind)
            {
                case RoutingTargetKind.PostKind or RoutingTargetKind.Post:
                    posts ??= await PostsAsync(input, cancel);
                    (post, verdict) = await PickAsync(input, rule.Target, posts, cancel);
                    break;
                case RoutingTargetKind.Office or RoutingTargetKind.Committee:
                    (office, verdict) = await OfficeAsync(input, rule.Target, cancel);
                    break;
            }

            steps.Add(new RoutingStep(rule, verdict));
            if (verdict == RoutingVerdict.Decided) decided = (office!, post, rule);
        }

        return decided is var (o, p, r) ? new RoutingDecision(o, p, r, steps) : new RoutingDecision(township, null, null, steps);
    }

    /// <summary>Every rule in force in a county.</summary>
    public async Task<IReadOnlyList<RuleLine>> RulesAsync(string county, CancellationToken cancel) =>
        (await cache.GetOrCreateAsync(Key(county), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Fresh;
            return (await db.Set<RoutingRule>().AsNoTracking().Where(CountyRules(county)).Where(x => x.EndedAt == null).ToListAsync(cancel)).ConvertAll(x => x.ToLine());
        }))!;

    /// <summary>After a change has been saved.</summary>
    internal void Forget(string regionCode) => cache.Remove(Key(regionCode[..6]));

    internal static System.Linq.Expressions.Expression<Func<RoutingRule, bool>> CountyRules(string county) =>
        RegionScope.Within<RoutingRule>(x => x.RegionCode, county);

    private static (Type, string) Key(string county) => (typeof(Router), county);

    private async Task<IReadOnlyList<DutyHolder>> PostsAsync(RoutingInput input, CancellationToken cancel) =>
        input.RegionCode.Length < 12 ? [] : await duty.OnDayAsync(input.RegionCode, ChinaTime.Today(clock), cancel);

    private async Task<(DutyHolder?, RoutingVerdict)> PickAsync(RoutingInput input, RoutingTarget target, IReadOnlyList<DutyHolder> posts, CancellationToken cancel)
    {
        if (input.RegionCode.Length < 12) return (null, RoutingVerdict.NoVillage);
        if (input.KeepsCommitteeOut) return (null, RoutingVerdict.KeptFromCommittee);
        var meant = posts.Where(x => target.Kind == RoutingTargetKind.Post ? x.PostId == target.PostId : x.Kind == target.PostKind).ToList();
        if (target.Kind == RoutingTargetKind.PostKind && meant.Count > 1)
        {
            if (await NearestAsync(input, meant, cancel) is not { } nearest) return (null, RoutingVerdict.AlleyUnclear);
            meant = nearest;
        }

        var present = meant.Where(x => x.OnDutyId is not null).ToList();
        if (present.Count == 0) return (null, RoutingVerdict.NobodyOnDuty);
        present.RemoveAll(x => x.OnDutyId == input.ReporterId);
        return present.Count switch
        {
            0 => (null, RoutingVerdict.OwnComplaint),
            1 => (present[0], RoutingVerdict.Decided),
            _ => (await LeastBurdenedAsync(present, cancel), RoutingVerdict.Decided),
        };
    }

    /// <summary>Those for the alley the address names; failing that, for the reporter's own door; failing that, for the whole village. Null when there are
    /// only others, each for an alley.</summary>
    private async Task<List<DutyHolder>?> NearestAsync(RoutingInput input, List<DutyHolder> meant, CancellationToken cancel)
    {
        var named = meant.Where(x => x.Alley is { } alley && input.Address?.Contains(alley, StringComparison.Ordinal) == true).ToList();
        if (named.Count > 0) return named;
        var wide = meant.Where(x => x.Alley is null).Select(x => x.PostId).ToList();
        var sets = wide.Count == 0 ? [] : await db.Set<PostHousehold>().AsNoTracking().Where(x => wide.Contains(x.PostId)).ToListAsync(cancel);
        if (await HomeAsync(input, cancel) is var (household, street))
        {
            var own = meant.Where(x => sets.Exists(y => y.PostId == x.PostId && y.HouseholdId == household)).ToList();
            if (own.Count == 0) own = [.. meant.Where(x => street is not null && x.Alley == street)];
            if (own.Count > 0) return own;
        }

        var whole = meant.Where(x => x.Alley is null && !sets.Exists(y => y.PostId == x.PostId)).ToList();
        return whole.Count > 0 ? whole : meant.Exists(x => x.Alley is not null) ? null : meant;
    }

    /// <summary>The reporter's household and its alley, when the complaint lies in its village and says no other place: neither an address nor a point
    /// away from its door.</summary>
    private async Task<(Guid Household, string? Alley)?> HomeAsync(RoutingInput input, CancellationToken cancel)
    {
        if (!input.ByHome || input.ReporterId is not { } reporter || input.Address is not null) return null;
        var home = await (from line in db.Set<Membership>().AsNoTracking()
                          join it in db.Set<Household>() on line.HouseholdId equals it.Id
                          join alley in db.Set<HouseholdGroup>() on it.GroupId equals (Guid?)alley.Id into alleys
                          from alley in alleys.DefaultIfEmpty()
                          where line.PersonId == reporter && line.Status == MembershipStatus.Active && it.RegionCode == input.RegionCode
                          select new { it.Id, alley!.Name, it.Latitude, it.Longitude }).FirstOrDefaultAsync(cancel);
        if (home is null) return null;
        var atDoor = input.At is not { } at || NearbyQuery.Distance(at.Latitude, at.Longitude, home.Latitude, home.Longitude) <= AtDoorMeters;
        return atDoor ? (home.Id, home.Name) : null;
    }

    private async Task<DutyHolder> LeastBurdenedAsync(List<DutyHolder> present, CancellationToken cancel)
    {
        var ids = present.Select(x => (Guid?)x.PostId).ToList();
        var open = await db.Set<Case>().AsNoTracking().Where(x => ids.Contains(x.AssigneePostId) && OpenStatuses.Contains(x.Status))
            .GroupBy(x => x.AssigneePostId!.Value).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
        return present.OrderBy(x => open.GetValueOrDefault(x.PostId)).ThenBy(x => x.PostId).First();
    }

    private async Task<(Office?, RoutingVerdict)> OfficeAsync(RoutingInput input, RoutingTarget target, CancellationToken cancel)
    {
        if (target.Kind == RoutingTargetKind.Committee && input.RegionCode.Length < 12) return (null, RoutingVerdict.NoVillage);
        var office = target.Kind == RoutingTargetKind.Committee
            ? await db.Set<Office>().AsNoTracking().FirstOrDefaultAsync(x => x.RegionCode == input.RegionCode && x.Kind == OfficeKind.VillageCommittee && x.Active, cancel)
            : await db.Set<Office>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == target.OfficeId && x.Active, cancel);
        if (office is null) return (null, RoutingVerdict.NoSuchOffice);
        return office.Kind == OfficeKind.VillageCommittee && input.KeepsCommitteeOut ? (null, RoutingVerdict.KeptFromCommittee) : (office, RoutingVerdict.Decided);
    }
}
