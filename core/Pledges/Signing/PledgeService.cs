using System.Security.Cryptography;
using Engagement.Core.Codes;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Photos;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Signing;

/// <summary>A signature given in the mini-program.</summary>
/// <param name="HouseholdId">Null for one's own; a proxy names the household.</param>
/// <param name="Term">Null for the term that runs.</param>
/// <param name="TextHash">Of the text that was shown.</param>
/// <param name="SignaturePhotoId">The drawn signature.</param>
public sealed record PledgeSignature(Guid? HouseholdId, string? Term, string TextHash, Guid SignaturePhotoId);

/// <summary>A sheet signed on paper, entered by staff.</summary>
/// <param name="SignedBy">The adult member who signed.</param>
/// <param name="SignedOn">Day on the sheet, Asia/Shanghai; not in the future.</param>
public sealed record PaperPledge(Guid HouseholdId, string? Term, Guid SignedBy, DateOnly SignedOn, IReadOnlyList<Guid> SheetPhotoIds);

/// <summary>Signs and withdraws pledges. One method per intention; each saves once.</summary>
public sealed class PledgeService(
    EngagementDbContext db, HouseholdAccess households, PledgeTemplates templates, PledgeCounts counts, PhotoService photos, TimeProvider clock)
{
    public const string PhotoOwner = "pledge";
    public const string FrontagePhotoOwner = "frontage";

    /// <summary>Days before a term in which it can already be signed for.</summary>
    public const int DaysAhead = 30;

    /// <summary>An adult member, or somebody who acts for the household, signs in the mini-program.</summary>
    /// <returns>Null when there is no such household.</returns>
    /// <exception cref="RuleViolation">Signed already, the text changed since it was shown, not of age, wrong term, or no text published.</exception>
    public async Task<Pledge?> SignAsync(Actor actor, PledgeSignature signature, CancellationToken cancel)
    {
        if (actor.PersonId is not { } person) return null;
        if ((signature.HouseholdId ?? await households.HouseholdOfAsync(person, cancel)) is not { } id || await ActiveAsync(id, cancel) is not { } household) return null;
        var standing = await households.StandingAsync(actor, id, cancel);
        if (standing == HouseholdStanding.Minor) throw PledgeErrors.NotAdult();
        if (standing == HouseholdStanding.None) return null;
        // A proxy signs in the name of the household's head.
        var asProxy = standing == HouseholdStanding.Proxy;
        var signer = asProxy ? await HeadAsync(id, cancel) ?? throw PledgeErrors.UnknownSigner() : person;
        var now = clock.UtcNow();
        var (term, text) = await WhatIsSignedAsync(household, signature.Term, now, cancel);
        if (text.Hash != signature.TextHash) throw PledgeErrors.TextChanged();
        return await KeepAsync(actor, household, text,
            new PledgeSigning(clock.NewId(), id, household.RegionCode, term, text.Hash, NewVerifyCode(), PledgeMeans.MiniProgram, signer, asProxy ? actor.AccountId : null, now),
            [signature.SignaturePhotoId], asProxy ? signer : null, cancel);
    }

    /// <summary>Staff enter a sheet signed on paper. The text in force is taken for the one on the sheet, whose photo is kept.</summary>
    /// <inheritdoc cref="SignAsync"/>
    public async Task<Pledge?> EnterPaperAsync(Actor actor, PaperPledge sheet, CancellationToken cancel)
    {
        if (await ActiveAsync(sheet.HouseholdId, cancel) is not { } household || !PledgeAccess.MaySee(actor, household.RegionCode)) return null;
        PledgeAccess.DemandRun(actor, household.RegionCode);
        await households.DemandNotOwnAsync(actor, cancel, household.Id);
        var signer = await db.Set<Membership>().AsNoTracking().FirstOrDefaultAsync(
            x => x.HouseholdId == household.Id && x.PersonId == sheet.SignedBy && x.Status == MembershipStatus.Active, cancel) ?? throw PledgeErrors.UnknownSigner();
        if (!signer.IsAdult) throw PledgeErrors.NotAdult();
        var now = clock.UtcNow();
        if (sheet.SignedOn > ChinaTime.DateOf(now)) throw PledgeErrors.SignedInFuture();
        var (term, text) = await WhatIsSignedAsync(household, sheet.Term, now, cancel);
        return await KeepAsync(actor, household, text,
            new PledgeSigning(clock.NewId(), household.Id, household.RegionCode, term, text.Hash, NewVerifyCode(), PledgeMeans.Paper, signer.PersonId, actor.AccountId,
                ChinaTime.ToUtc(sheet.SignedOn, TimeOnly.MinValue)),
            sheet.SheetPhotoIds, signer.PersonId, cancel);
    }

    /// <summary>The committee takes a pledge back and says why.</summary>
    public async Task<Pledge?> WithdrawAsync(Actor actor, Guid id, int version, string reason, CancellationToken cancel)
    {
        var pledge = await db.Set<Pledge>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (pledge is null || !PledgeAccess.MaySee(actor, pledge.RegionCode)) return null;
        PledgeAccess.DemandRun(actor, pledge.RegionCode);
        await households.DemandNotOwnAsync(actor, cancel, pledge.HouseholdId);
        if (pledge.Version != version) throw new StaleVersion();
        var now = clock.UtcNow();
        return await db.InTransactionAsync(async () =>
        {
            // A household that is gone was taken out of the count when it went.
            var counted = await HoldAsync(pledge.HouseholdId, cancel);
            pledge.Withdraw(actor.AccountId, reason.Trim(), now);
            db.Add(AuditLine.Of(actor, now, "pledge.withdraw", PhotoOwner, pledge.Id));
            await db.SaveChangesAsync(cancel);
            if (counted) await counts.AddAsync(pledge.RegionCode, pledge.TermCode, -1, 0, 0, cancel);
            return pledge;
        }, cancel);
    }

    /// <summary>Says what the household answers for. By whoever may act for it, or staff of the village.</summary>
    /// <param name="actor">Staff of the village, an adult of the household, or its proxy.</param>
    /// <param name="householdId">The household.</param>
    /// <param name="version">Of the description the actor looked at; null when there was none.</param>
    /// <param name="boundary">Words.</param>
    /// <param name="photoId">A fresh upload; null keeps the picture there is.</param>
    /// <param name="corners">WGS-84, in order; null for no outline.</param>
    /// <param name="cancel">Cancels the work.</param>
    /// <returns>Null when there is no such household, or it is not the actor's to describe.</returns>
    /// <exception cref="InvalidInput">What <see cref="FrontageOutline.Checked"/> refuses.</exception>
    public async Task<Frontage?> DescribeFrontageAsync(
        Actor actor, Guid householdId, int? version, string boundary, Guid? photoId, IReadOnlyList<Position>? corners, CancellationToken cancel)
    {
        if (await ActiveAsync(householdId, cancel) is not { } household) return null;
        if (!PledgeAccess.MayRun(actor, household.RegionCode) && !await households.MayActForAsync(actor, householdId, cancel)) return null;
        var now = clock.UtcNow();
        var frontage = await db.Set<Frontage>().FirstOrDefaultAsync(x => x.HouseholdId == householdId, cancel);
        if (frontage?.Version != version) throw new StaleVersion();
        var outline = corners is null ? null
            : FrontageOutline.Checked(corners, household is { Latitude: { } lat, Longitude: { } lng } ? new Position(lat, lng) : null);
        if (frontage is null) db.Add(frontage = new Frontage(householdId, household.RegionCode));
        if (photoId is { } photo && photo != frontage.PhotoId) await photos.AttachAsync(actor, [photo], FrontagePhotoOwner, householdId, cancel);
        frontage.Describe(boundary.Trim(), photoId, outline, now);
        db.Add(AuditLine.Of(actor, now, "pledge.frontage", "household", householdId));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            // Somebody described it first at the same moment.
            throw new StaleVersion();
        }

        return frontage;
    }

    /// <summary>The term meant and the text that holds for it.</summary>
    internal async Task<(PledgeTerm Term, PledgeText Text)> WhatIsSignedAsync(Household household, string? termCode, DateTime now, CancellationToken cancel)
    {
        var regime = await templates.InForceAsync(household.RegionCode, cancel);
        var today = ChinaTime.DateOf(now);
        var current = PledgeTerm.On(today, regime.Term);
        var term = termCode is null ? current : PledgeTerm.Parse(termCode) ?? throw PledgeErrors.UnknownTerm();
        if (term.To < today) throw PledgeErrors.TermOver();
        if (term != current && term != current.Next) throw PledgeErrors.UnknownTerm();
        if (term.From > today.AddDays(DaysAhead)) throw PledgeErrors.TermTooEarly();
        return (term, await templates.TextAsync(household.RegionCode, term, regime, cancel));
    }

    private async Task<Pledge?> KeepAsync(
        Actor actor, Household household, PledgeText text, PledgeSigning signing, IReadOnlyList<Guid> pictures, Guid? onBehalfOf, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        try
        {
            return await db.InTransactionAsync(async () =>
            {
                if (!await HoldAsync(household.Id, cancel)) return null;
                await db.Database.ExecuteSqlAsync(
                    $"INSERT INTO pledge_text (hash, title, body, created_at) VALUES ({text.Hash}, {text.Title}, {text.Body}, {text.CreatedAt}) ON CONFLICT (hash) DO NOTHING", cancel);
                var pledge = new Pledge(signing, now);
                db.Add(pledge);
                await photos.AttachAsync(actor, pictures, PhotoOwner, pledge.Id, cancel);
                db.Add(AuditLine.Of(actor, now, signing.Means == PledgeMeans.Paper ? "pledge.enter_paper" : "pledge.sign", PhotoOwner, pledge.Id, onBehalfOf: onBehalfOf));
                foreach (var person in await AdultsAsync(household.Id, cancel)) db.Add(PledgeMessages.Signed(clock.NewId(), pledge, signing.Term, person, now));
                await db.SaveChangesAsync(cancel);
                await counts.AddAsync(household.RegionCode, signing.Term.Code, 1, 0, 0, cancel);
                return (Pledge?)pledge;
            }, cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw PledgeErrors.AlreadySigned();
        }
    }

    /// <summary>The household while it is there; what ended is in the past and signs nothing.</summary>
    private Task<Household?> ActiveAsync(Guid id, CancellationToken cancel) =>
        db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id && x.Status == HouseholdStatus.Active, cancel);

    /// <summary>Holds the household's row until the caller commits: who would end it waits, and then finds what was signed. False when it has ended.</summary>
    private async Task<bool> HoldAsync(Guid id, CancellationToken cancel) => await db.Set<Household>().Where(x => x.Id == id && x.Status == HouseholdStatus.Active)
        .ExecuteUpdateAsync(x => x.SetProperty(h => h.Version, h => h.Version), cancel) > 0;

    private Task<List<Guid>> AdultsAsync(Guid householdId, CancellationToken cancel) => db.Set<Membership>().AsNoTracking()
        .Where(x => x.HouseholdId == householdId && x.Status == MembershipStatus.Active && x.IsAdult)
        .OrderBy(x => x.Role == MemberRole.Head ? 0 : 1).ThenBy(x => x.Id).Select(x => x.PersonId).Take(CheckBatch.MembersTold).ToListAsync(cancel);

    private Task<Guid?> HeadAsync(Guid householdId, CancellationToken cancel) => db.Set<Membership>().AsNoTracking()
        .Where(x => x.HouseholdId == householdId && x.Status == MembershipStatus.Active && x.IsAdult)
        .OrderBy(x => x.Role == MemberRole.Head ? 0 : 1).ThenBy(x => x.Since).Select(x => (Guid?)x.PersonId).FirstOrDefaultAsync(cancel);

    private static string NewVerifyCode() => RandomNumberGenerator.GetString(CodeId.Alphabet, Pledge.VerifyCodeLength);
}
