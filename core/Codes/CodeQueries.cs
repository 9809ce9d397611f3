using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Codes;

/// <summary>A code as staff see it in lists and on sheets.</summary>
public sealed record CodeView(string Id, CodeKind Kind, string? Target, string RegionCode, string RegionName, DateTime CreatedAt, DateTime? RetiredAt);

/// <summary>Which codes a list shows.</summary>
/// <param name="RegionCode">Everything under it.</param>
/// <param name="Kind">Null for all kinds.</param>
/// <param name="Retired">Retired ones too.</param>
public sealed record CodeFilter(string RegionCode, CodeKind? Kind, bool Retired);

/// <summary>Resolves, lists and draws codes.</summary>
public sealed class CodeQueries(EngagementDbContext db, RegionQueries regions, ICodePictures pictures, IPhotoStore files)
{
    /// <summary>The last two levels name a place well enough on a sticker.</summary>
    private const int FromTownship = 9;

    /// <summary>What a scanned or typed id stands for; retired ones too, null when unknown. Open to everybody: says nothing about people.</summary>
    public async Task<CodeView?> FindAsync(string id, CancellationToken cancel)
    {
        if (CodeId.Normalize(id) is not { } known) return null;
        var code = await db.Set<Code>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == known, cancel);
        return code is null ? null : (await ViewAsync([code], cancel))[0];
    }

    /// <exception cref="NotAllowed">The actor works in no region that contains the asked one.</exception>
    public async Task<Page<CodeView>> ListAsync(Actor actor, CodeFilter filter, int limit, string? after, CancellationToken cancel)
    {
        DemandSight(actor, filter.RegionCode);
        var query = db.Set<Code>().AsNoTracking().Under(x => x.RegionCode, filter.RegionCode);
        if (filter.Kind is { } kind) query = query.Where(x => x.OwnerKind == kind);
        if (!filter.Retired) query = query.Where(x => x.RetiredAt == null);
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (region, id) = Cursor.Read(cursor, x => (x[0].GetString() ?? "", x[1].GetString() ?? ""));
            query = query.Where(x => string.Compare(x.RegionCode, region) > 0 || (x.RegionCode == region && string.Compare(x.Id, id) > 0));
        }

        var rows = await query.OrderBy(x => x.RegionCode).ThenBy(x => x.Id).Take(limit + 1).ToListAsync(cancel);
        return Page<CodeView>.Cut(await ViewAsync(rows, cancel), limit, x => [x.RegionCode, x.Id]);
    }

    /// <summary>The picture of a code in the actor's regions; null when there is no such code.</summary>
    public async Task<CodePicture?> PictureAsync(Actor actor, string id, CancellationToken cancel)
    {
        var code = await FindAsync(id, cancel);
        return code is null || !MaySee(actor, code.RegionCode) ? null : await DrawAsync(code.Id, cancel);
    }

    /// <summary>The picture of a known id, from the kept file when there is one.</summary>
    public async Task<CodePicture> DrawAsync(string id, CancellationToken cancel)
    {
        if (!pictures.Keep) return await pictures.DrawAsync(id, cancel);
        var key = $"code-{pictures.Variant}-{id.ToLowerInvariant()}";
        await using (var kept = await files.OpenAsync(key, cancel))
        {
            if (kept is not null)
            {
                using var bytes = new MemoryStream();
                await kept.CopyToAsync(bytes, cancel);
                return CodePicture.Of(bytes.ToArray());
            }
        }

        var drawn = await pictures.DrawAsync(id, cancel);
        await files.SaveAsync(key, drawn.Bytes, cancel);
        return drawn;
    }

    private async Task<IReadOnlyList<CodeView>> ViewAsync(IReadOnlyList<Code> codes, CancellationToken cancel)
    {
        var names = await regions.NamesAsync([.. codes.Select(x => x.RegionCode)], cancel, FromTownship);
        return [.. codes.Select(x => new CodeView(x.Id, x.OwnerKind, x.OwnerId, x.RegionCode, names[x.RegionCode], x.CreatedAt, x.RetiredAt))];
    }

    private static void DemandSight(Actor actor, string regionCode)
    {
        if (!MaySee(actor, regionCode)) throw CodeErrors.OutsideYourRegion();
    }

    private static bool MaySee(Actor actor, string regionCode) => actor.Holds(regionCode, Enum.GetValues<Role>());
}
