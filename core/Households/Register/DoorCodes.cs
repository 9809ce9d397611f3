using Engagement.Core.Codes;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Register;

/// <summary>A code to print with what stands under it: no names, a sticker hangs on the street.</summary>
public sealed record DoorSticker(CodeView Code, string Caption);

/// <summary>The codes on doors: made for a whole village or alley, printed in walking order.</summary>
public sealed class DoorCodes(EngagementDbContext db, CodeService codes, HouseholdQueries households)
{
    /// <summary>Gives a code to each active household of the village, or of one of its alleys, that has none; at most <see cref="CodeService.MaxBatch"/> a call.</summary>
    /// <returns>How many were made; fewer than the batch when all have one now.</returns>
    public async Task<int> MakeAsync(Actor actor, string village, Guid? groupId, CancellationToken cancel)
    {
        HouseholdAccess.DemandKeeper(actor, village);
        var without = db.Set<Household>().Where(x => x.RegionCode == village && x.Status == HouseholdStatus.Active);
        if (groupId is { } group) without = without.Where(x => x.GroupId == group);
        var ids = await without.OrderBy(x => x.Code).Select(x => x.Id).ToListAsync(cancel);
        var owners = ids.ConvertAll(x => x.ToString());
        var have = await db.Set<Code>().Where(x => x.RegionCode == village && x.OwnerKind == CodeKind.Household && x.RetiredAt == null && x.OwnerId != null)
            .Select(x => x.OwnerId!).ToHashSetAsync(cancel);
        var wanted = owners.Where(x => !have.Contains(x)).Take(CodeService.MaxBatch).ToList();
        return wanted.Count == 0 ? 0 : (await codes.CreateForAsync(actor, CodeKind.Household, village, wanted, cancel)).Count;
    }

    /// <summary>The stickers of one page of the register, in its order: by code, for an alley in walking order. Households without a code are left out.</summary>
    public async Task<Page<DoorSticker>> SheetAsync(Actor actor, string village, Guid? groupId, int limit, string? after, CancellationToken cancel)
    {
        HouseholdAccess.DemandKeeper(actor, village);
        var page = await households.ListAsync(actor, new HouseholdFilter(village, null, groupId, null), limit, after, cancel);
        var owners = page.Items.Select(x => x.Id.ToString()).ToList();
        var known = await db.Set<Code>().AsNoTracking().Where(x => x.OwnerKind == CodeKind.Household && x.RetiredAt == null && x.OwnerId != null && owners.Contains(x.OwnerId))
            .ToDictionaryAsync(x => x.OwnerId!, cancel);
        return new Page<DoorSticker>(
            [.. from it in page.Items
                let code = known.GetValueOrDefault(it.Id.ToString())
                where code is not null
                select new DoorSticker(new CodeView(code.Id, code.OwnerKind, code.OwnerId, code.RegionCode, it.RegionName, code.CreatedAt, null),
                    string.Join(' ', new[] { it.RegionName, it.GroupName, it.DoorPlate ?? $"{it.Code[12..]}号户" }.OfType<string>()))],
            page.Next);
    }
}
