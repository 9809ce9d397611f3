using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Codes;

/// <summary>Makes, assigns and retires codes.</summary>
public sealed class CodeService(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    public const int MaxBatch = 500;

    /// <summary>Those who put stickers on walls: the committee of the village, and township and above.</summary>
    private static readonly Role[] Managers = [Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice, Role.Administrator];

    /// <param name="kind">What the codes stand for.</param>
    /// <param name="regionCode">A village; for a contest also a township.</param>
    /// <param name="target">Id of the thing; null for stickers that are assigned later. A village's code always stands for the village itself.</param>
    /// <param name="count">1 to <see cref="MaxBatch"/>; 1 with a target.</param>
    public async Task<IReadOnlyList<Code>> CreateAsync(Actor actor, CodeKind kind, string regionCode, string? target, int count, CancellationToken cancel)
    {
        DemandRight(actor, regionCode);
        await DemandRegionAsync(kind, regionCode, cancel);
        if (kind == CodeKind.Village)
        {
            if (target is not null && target != regionCode) throw CodeErrors.VillageTarget();
            target = regionCode;
        }

        if (target is not null && count != 1) throw CodeErrors.OneTargetOneCode();
        if (target is not null && await db.Set<Code>().AnyAsync(x => x.OwnerKind == kind && x.OwnerId == target && x.RetiredAt == null, cancel)) throw CodeErrors.Exists();
        var now = clock.UtcNow();
        var codes = (await FreshIdsAsync(count, cancel)).Select(x => new Code(x, kind, target, regionCode, now)).ToList();
        db.AddRange(codes);
        db.Add(AuditLine.Of(actor, now, "code.create", "code", null, $"{kind} {regionCode} ×{count}"));
        await SaveAsync(cancel);
        return codes;
    }

    /// <summary>One code for each thing, all or none.</summary>
    /// <param name="targets">Ids of things without a living code, 1 to <see cref="MaxBatch"/>.</param>
    public async Task<IReadOnlyList<Code>> CreateForAsync(Actor actor, CodeKind kind, string regionCode, IReadOnlyList<string> targets, CancellationToken cancel)
    {
        DemandRight(actor, regionCode);
        await DemandRegionAsync(kind, regionCode, cancel);
        var now = clock.UtcNow();
        var codes = (await FreshIdsAsync(targets.Count, cancel)).Zip(targets, (id, target) => new Code(id, kind, target, regionCode, now)).ToList();
        db.AddRange(codes);
        db.Add(AuditLine.Of(actor, now, "code.create", "code", null, $"{kind} {regionCode} ×{codes.Count}"));
        await SaveAsync(cancel);
        return codes;
    }

    /// <summary>Gives an unassigned sticker its thing. The same thing again changes nothing.</summary>
    /// <returns>Null when there is no such code in the actor's regions.</returns>
    public Task<Code?> AssignAsync(Actor actor, string id, string target, CancellationToken cancel) =>
        ChangeAsync(actor, id, "code.assign", (code, _) => code.Assign(target), cancel);

    /// <returns>Null when there is no such code in the actor's regions.</returns>
    public Task<Code?> RetireAsync(Actor actor, string id, CancellationToken cancel) =>
        ChangeAsync(actor, id, "code.retire", (code, now) => code.Retire(now), cancel);

    private async Task<Code?> ChangeAsync(Actor actor, string id, string action, Action<Code, DateTime> change, CancellationToken cancel)
    {
        var known = CodeId.Normalize(id);
        var code = await db.Set<Code>().FirstOrDefaultAsync(x => x.Id == known, cancel);
        if (code is null || !actor.Holds(code.RegionCode, Managers)) return null;
        var now = clock.UtcNow();
        change(code, now);
        db.Add(AuditLine.Of(actor, now, action, "code", null, code.Id));
        await SaveAsync(cancel);
        return code;
    }

    private async Task SaveAsync(CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw CodeErrors.Exists();
        }
    }

    private static void DemandRight(Actor actor, string regionCode)
    {
        if (!actor.Holds(regionCode, Managers)) throw CodeErrors.OutsideYourRegion();
    }

    private async Task DemandRegionAsync(CodeKind kind, string regionCode, CancellationToken cancel)
    {
        var region = await regions.ActiveAsync(regionCode, cancel) ?? throw CodeErrors.UnknownRegion();
        if (region.Level != RegionLevel.Village && !(kind == CodeKind.Contest && region.Level == RegionLevel.Township)) throw CodeErrors.RegionLevelWrong(kind);
    }

    /// <summary>Ids nobody has. That one is taken between this look and the save is as good as impossible, and the key refuses it.</summary>
    private async Task<IReadOnlyCollection<string>> FreshIdsAsync(int count, CancellationToken cancel)
    {
        var ids = new HashSet<string>(count);
        while (ids.Count < count)
        {
            while (ids.Count < count) ids.Add(CodeId.New());
            ids.ExceptWith(await db.Set<Code>().Where(x => ids.Contains(x.Id)).Select(x => x.Id).ToListAsync(cancel));
        }

        return ids;
    }
}
