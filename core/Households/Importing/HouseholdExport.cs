using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;

namespace Engagement.Core.Households.Importing;

/// <summary>Writes the register in the shape an import reads, one line per member. Phones are masked, and an import leaves a masked number alone: what is
/// exported, corrected and imported again changes what was corrected and nothing else.</summary>
public sealed class HouseholdExport(EngagementDbContext db, FieldCipher cipher, TimeProvider clock)
{
    private static readonly XlsxColumn[] Columns =
    [
        new("村", 14), new("户编号", 20), new("胡同/小组", 14), new("门牌号", 16), new("巡查顺序", 10), new("户主姓名", 12), new("姓名", 12), new("与户主关系", 12), new("是否成年", 10),
        new("联系电话", 16), new("纬度", 12), new("经度", 12),
    ];

    /// <summary>Demanded before the first byte is written, for then an answer can no longer be a refusal.</summary>
    /// <exception cref="NotAllowed">The register is not the actor's to keep.</exception>
    public async Task StartAsync(Actor actor, string region, CancellationToken cancel)
    {
        HouseholdAccess.DemandKeeper(actor, region);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "household.export", "region", null, region));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>All active households under the region in which somebody lives.</summary>
    public async Task WriteAsync(string region, Stream target, CancellationToken cancel)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var sheet = await XlsxSheetWriter.StartAsync(target, "户籍登记", Columns, cancel);
        foreach (var it in await RegisteredHousehold.LoadAsync(db, region, cancel))
        {
            if (!names.TryGetValue(it.Village, out var village)) names[it.Village] = village = (await db.Set<Region>().FindAsync([it.Village], cancel))?.Name ?? it.Village;
            foreach (var member in it.Members.OrderBy(x => x.Role))
                await sheet.RowAsync(Row(it, village, member), cancel);
        }

        await sheet.CompleteAsync(cancel);
    }

    private XlsxCell[] Row(RegisteredHousehold it, string village, RegisteredMember member) =>
    [
        XlsxCell.Text(village), XlsxCell.Text(it.Code), XlsxCell.Text(it.Alley), XlsxCell.Text(it.DoorPlate), XlsxCell.Number(it.WalkingOrder), XlsxCell.Text(it.Head?.Name),
        XlsxCell.Text(member.Name), XlsxCell.Text(member.Role == MemberRole.Head ? "户主" : member.Relation), XlsxCell.Text(member.IsAdult ? "是" : "否"),
        XlsxCell.Text(member.ContactPhone is { } phone ? Person.MaskPhone(cipher.Decrypt(phone)) : null), XlsxCell.Number(it.Latitude), XlsxCell.Number(it.Longitude),
    ];
}
