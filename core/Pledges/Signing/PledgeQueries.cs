using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Signing;

/// <summary>A pledge with its text.</summary>
/// <param name="SignedByName">Masked for whoever neither lives there nor keeps the register.</param>
public sealed record PledgeView(
    Guid Id, Guid HouseholdId, string HouseholdCode, string RegionCode, string RegionName, string Term, string TermName, PledgeState State, PledgeMeans Means,
    string? SignedByName, bool ByProxy, DateTime SignedAt, DateTime EndsAt, string Title, string Body, string TextHash, string VerifyCode,
    IReadOnlyList<Guid> PhotoIds, DateTime? WithdrawnAt, string? WithdrawReason, int Version);

/// <summary>What a household can sign now.</summary>
public sealed record PledgeOffer(string Term, string TermName, DateOnly From, DateOnly To, string Title, string Body, string TextHash);

/// <summary>What a household answers for; corners are WGS-84.</summary>
public sealed record FrontageView(string Boundary, Guid? PhotoId, IReadOnlyList<Position> Corners, DateTime ChangedAt, int Version)
{
    public static FrontageView Of(Frontage x) => new(x.Boundary, x.PhotoId, x.Corners(), x.ChangedAt, x.Version);
}

/// <summary>What the mini-program opens with: the household's pledge, or what there is to sign.</summary>
/// <param name="Offers">The running term while it is unsigned, and the next one once it can be signed.</param>
public sealed record CurrentPledge(
    Guid HouseholdId, string HouseholdCode, bool MaySign, PledgeView? Pledge, IReadOnlyList<PledgeOffer> Offers, FrontageView? Frontage, int Checks, int Kept, double? KeepRate);

/// <summary>What a household's list shows: signed or not.</summary>
public enum PledgeListing { Signed, Unsigned, Lapsed, Withdrawn }

/// <summary>A household in the list of a village. <c>PledgeId</c> is null while unsigned.</summary>
public sealed record PledgeListItem(
    Guid HouseholdId, string HouseholdCode, string? Alley, string? DoorPlate, string? HeadName, Guid? PledgeId, string? Term, DateTime? SignedAt, PledgeMeans? Means, int Checks, int Kept);

/// <summary>The answer to "is this pledge real?": names nobody and no door.</summary>
public sealed record PledgeProof(bool Valid, PledgeState State, string RegionName, string Term, string TermName, string Title, DateOnly SignedOn, PledgeMeans Means, string TextHash);

/// <summary>Reads pledges.</summary>
public sealed class PledgeQueries(EngagementDbContext db, HouseholdAccess households, PledgeService service, RegionQueries regions, TimeProvider clock)
{
    /// <summary>The actor's household, or one they act for; null when there is none.</summary>
    public async Task<CurrentPledge?> CurrentAsync(Actor actor, Guid? householdId, CancellationToken cancel)
    {
        if (actor.PersonId is not { } person) return null;
        if ((householdId ?? await households.HouseholdOfAsync(person, cancel)) is not { } id) return null;
        var standing = await households.StandingAsync(actor, id, cancel);
        var household = await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (standing == HouseholdStanding.None || household is null) return null;
        var now = clock.UtcNow();
        var terms = PledgeTerm.CodesOn(ChinaTime.DateOf(now)).ToList();
        var pledges = await db.Set<Pledge>().AsNoTracking().Where(x => x.HouseholdId == id && x.WithdrawnAt == null && x.EndsAt > now).ToListAsync(cancel);
        var running = pledges.Find(x => terms.Contains(x.TermCode));
        var checks = running is null ? [] : await db.Set<PledgeCheck>().AsNoTracking()
            .Where(x => x.HouseholdId == id && x.TermCode == running.TermCode && x.FirstCheckId == null && x.State != PledgeCheckState.Overturned).Select(x => x.State).ToListAsync(cancel);
        var kept = checks.Count(x => x == PledgeCheckState.Kept);
        return new CurrentPledge(id, household.Code, household.IsActive && standing is HouseholdStanding.Adult or HouseholdStanding.Proxy,
            running is null ? null : await ViewAsync(running, named: true, cancel),
            household.IsActive ? await OffersAsync(household, pledges, now, cancel) : [], await FrontageAsync(id, cancel),
            checks.Count, kept, checks.Count == 0 ? null : Math.Round((double)kept / checks.Count, 4));
    }

    /// <summary>A pledge for its household and for staff of the village; null for everybody else.</summary>
    public async Task<PledgeView?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var pledge = await db.Set<Pledge>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (pledge is null) return null;
        var own = await households.StandingAsync(actor, pledge.HouseholdId, cancel) != HouseholdStanding.None;
        if (!own && !PledgeAccess.MaySee(actor, pledge.RegionCode)) return null;
        return await ViewAsync(pledge, own || HouseholdAccess.Keeps(actor, pledge.RegionCode), cancel);
    }

    /// <summary>Every pledge of a household, newest first.</summary>
    public async Task<IReadOnlyList<PledgeView>> OfHouseholdAsync(Actor actor, Guid householdId, CancellationToken cancel)
    {
        var all = await db.Set<Pledge>().AsNoTracking().Where(x => x.HouseholdId == householdId).OrderByDescending(x => x.SignedAt).Take(40).ToListAsync(cancel);
        var views = new List<PledgeView>(all.Count);
        foreach (var x in all)
            if (await FindAsync(actor, x.Id, cancel) is { } view) views.Add(view);
        return views;
    }

    /// <summary>What a household answers for; null while nobody said. The caller has checked that the actor may know of the household.</summary>
    public async Task<FrontageView?> FrontageAsync(Guid householdId, CancellationToken cancel) =>
        await db.Set<Frontage>().AsNoTracking().FirstOrDefaultAsync(x => x.HouseholdId == householdId, cancel) is { } x ? FrontageView.Of(x) : null;

    /// <summary>Whether a code stands for a pledge, and what may be said of it to anybody.</summary>
    public async Task<PledgeProof?> VerifyAsync(string code, CancellationToken cancel)
    {
        var typed = code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (typed.Length != Pledge.VerifyCodeLength) return null;
        var found = await (from x in db.Set<Pledge>().AsNoTracking()
                           join text in db.Set<PledgeText>() on x.TextHash equals text.Hash
                           where x.VerifyCode == typed
                           select new { Pledge = x, text.Title }).FirstOrDefaultAsync(cancel);
        if (found is null) return null;
        var state = found.Pledge.StateAt(clock.UtcNow());
        return new PledgeProof(state == PledgeState.Active, state, (await regions.NamesAsync([found.Pledge.RegionCode], cancel, fromLength: 6))[found.Pledge.RegionCode],
            found.Pledge.TermCode, PledgeTerm.Parse(found.Pledge.TermCode)!.Value.Name, found.Title, ChinaTime.DateOf(found.Pledge.SignedAt), found.Pledge.Means, found.Pledge.TextHash);
    }

    /// <summary>The households of a village by how they stand to a term, in walking order: the signed, those still to sign, those who let it lapse, those withdrawn.</summary>
    /// <exception cref="NotAllowed">The village is not the actor's to see.</exception>
    public async Task<Page<PledgeListItem>> ListAsync(
        Actor actor, string village, PledgeListing listing, string? termCode, Guid? groupId, int limit, string? after, CancellationToken cancel)
    {
        if (!PledgeAccess.MaySee(actor, village)) throw PledgeErrors.NotYourVillage();
        if (village.Length != Region.CodeMaxLength) throw PledgeErrors.UnknownVillage();
        var today = ChinaTime.Today(clock);
        List<string> terms = termCode is null ? [.. PledgeTerm.CodesOn(today)] : [(PledgeTerm.Parse(termCode) ?? throw PledgeErrors.UnknownTerm()).Code];
        var now = clock.UtcNow();
        var homes = db.Set<Household>().AsNoTracking().Where(x => x.RegionCode == village && x.Status == HouseholdStatus.Active);
        if (groupId is { } group) homes = homes.Where(x => x.GroupId == group);
        var pledges = db.Set<Pledge>().AsNoTracking();
        homes = listing switch
        {
            PledgeListing.Signed => homes.Where(x => pledges.Any(p => p.HouseholdId == x.Id && terms.Contains(p.TermCode) && p.WithdrawnAt == null)),
            PledgeListing.Unsigned => homes.Where(x => !pledges.Any(p => p.HouseholdId == x.Id && terms.Contains(p.TermCode) && p.WithdrawnAt == null)),
            PledgeListing.Lapsed => homes.Where(x => pledges.Any(p => p.HouseholdId == x.Id && p.EndsAt <= now && p.WithdrawnAt == null)
                && !pledges.Any(p => p.HouseholdId == x.Id && p.EndsAt > now && p.WithdrawnAt == null)),
            _ => homes.Where(x => pledges.Any(p => p.HouseholdId == x.Id && terms.Contains(p.TermCode) && p.WithdrawnAt != null)),
        };
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (order, code) = Cursor.Read(cursor, x => (x[0].GetInt32(), x[1].GetString() ?? ""));
            homes = homes.Where(x => x.WalkingOrder > order || (x.WalkingOrder == order && string.Compare(x.Code, code) > 0));
        }

        var rows = await (from x in homes.OrderBy(x => x.WalkingOrder).ThenBy(x => x.Code).Take(limit + 1)
                          join g in db.Set<HouseholdGroup>() on x.GroupId equals (Guid?)g.Id into alleys
                          from g in alleys.DefaultIfEmpty()
                          orderby x.WalkingOrder, x.Code
                          select new { x.Id, x.Code, Alley = g!.Name, x.DoorPlate, x.WalkingOrder }).ToListAsync(cancel);
        var ids = rows.ConvertAll(x => x.Id);
        var latest = (await pledges.Where(x => ids.Contains(x.HouseholdId)).ToListAsync(cancel)).Where(x => listing switch
        {
            PledgeListing.Signed => x.WithdrawnAt is null && terms.Contains(x.TermCode),
            PledgeListing.Withdrawn => x.WithdrawnAt is not null && terms.Contains(x.TermCode),
            PledgeListing.Lapsed => x.WithdrawnAt is null,
            _ => false,
        }).GroupBy(x => x.HouseholdId).ToDictionary(x => x.Key, x => x.MaxBy(y => y.EndsAt)!);
        var heads = await (from x in db.Set<Membership>().AsNoTracking()
                           join person in db.Set<Person>() on x.PersonId equals person.Id
                           where ids.Contains(x.HouseholdId) && x.Status == MembershipStatus.Active && x.Role == MemberRole.Head
                           select new { x.HouseholdId, person.Name }).ToDictionaryAsync(x => x.HouseholdId, x => x.Name, cancel);
        var checks = (await db.Set<PledgeCheck>().AsNoTracking().Where(x => ids.Contains(x.HouseholdId) && terms.Contains(x.TermCode) && x.FirstCheckId == null && x.State != PledgeCheckState.Overturned)
            .Select(x => new { x.HouseholdId, Kept = x.State == PledgeCheckState.Kept }).ToListAsync(cancel)).ToLookup(x => x.HouseholdId, x => x.Kept);
        var named = HouseholdAccess.Keeps(actor, village);
        var page = Page<(PledgeListItem Item, int Order)>.Cut(rows.ConvertAll(x =>
        {
            var pledge = latest.GetValueOrDefault(x.Id);
            var head = heads.GetValueOrDefault(x.Id);
            return (new PledgeListItem(x.Id, x.Code, x.Alley, x.DoorPlate, named ? head : Person.Mask(head), pledge?.Id, pledge?.TermCode, pledge?.SignedAt, pledge?.Means,
                checks[x.Id].Count(), checks[x.Id].Count(kept => kept)), x.WalkingOrder);
        }), limit, x => [x.Order, x.Item.HouseholdCode]);
        return new Page<PledgeListItem>([.. page.Items.Select(x => x.Item)], page.Next);
    }

    private async Task<IReadOnlyList<PledgeOffer>> OffersAsync(Household household, IReadOnlyList<Pledge> pledges, DateTime now, CancellationToken cancel)
    {
        var offers = new List<PledgeOffer>();
        foreach (var ask in new Func<PledgeTerm, string?>[] { _ => null, term => term.Next.Code })
        {
            try
            {
                var (current, _) = await service.WhatIsSignedAsync(household, null, now, cancel);
                var (term, text) = await service.WhatIsSignedAsync(household, ask(current), now, cancel);
                if (pledges.All(x => x.TermCode != term.Code)) offers.Add(new PledgeOffer(term.Code, term.Name, term.From, term.To, text.Title, text.Body, text.Hash));
            }
            catch (RuleViolation)
            {
                // No text published, or too early for the next term: nothing to sign, which is an answer and no fault.
            }
        }

        return offers;
    }

    private async Task<PledgeView> ViewAsync(Pledge pledge, bool named, CancellationToken cancel)
    {
        var text = await db.Set<PledgeText>().AsNoTracking().SingleAsync(x => x.Hash == pledge.TextHash, cancel);
        var signer = await db.Set<Person>().AsNoTracking().Where(x => x.Id == pledge.SignedBy).Select(x => x.Name).FirstOrDefaultAsync(cancel);
        var code = await db.Set<Household>().AsNoTracking().Where(x => x.Id == pledge.HouseholdId).Select(x => x.Code).SingleAsync(cancel);
        var photos = await db.Set<Photo>().AsNoTracking().Where(x => x.OwnerId == pledge.Id && x.OwnerKind == PledgeService.PhotoOwner).OrderBy(x => x.Id).Select(x => x.Id).ToListAsync(cancel);
        return new PledgeView(pledge.Id, pledge.HouseholdId, code, pledge.RegionCode, (await regions.NamesAsync([pledge.RegionCode], cancel, fromLength: 6))[pledge.RegionCode],
            pledge.TermCode, PledgeTerm.Parse(pledge.TermCode)!.Value.Name, pledge.StateAt(clock.UtcNow()), pledge.Means, named ? signer : Person.Mask(signer),
            pledge is { Means: PledgeMeans.MiniProgram, EnteredBy: not null }, pledge.SignedAt, pledge.EndsAt, text.Title, text.Body, text.Hash, pledge.VerifyCode, photos,
            pledge.WithdrawnAt, pledge.WithdrawReason, pledge.Version);
    }
}
