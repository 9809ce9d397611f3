using System.Security.Cryptography;
using Engagement.Core.Data;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Shared.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Importing;

/// <summary>Takes over the register a village already has. First a preview, which writes nothing; then the same file again, named by its hash, all or nothing.</summary>
public sealed class HouseholdImporter(EngagementDbContext db, RegionQueries regions, HouseholdCounts counts, FieldCipher cipher, TimeProvider clock)
{
    /// <summary>What the file would change.</summary>
    /// <param name="region">A village, or a place above it when the file names the villages.</param>
    /// <param name="file">Seekable; CSV or XLSX of at most <see cref="SheetLimits.FileBytes"/>.</param>
    /// <exception cref="NotAllowed">The register is not the actor's to keep.</exception>
    /// <exception cref="InvalidInput">No table, or one without headings.</exception>
    public async Task<ImportReport> PreviewAsync(Actor actor, string region, Stream file, CancellationToken cancel)
    {
        var (read, hash) = await ReadAsync(actor, region, file, cancel);
        return ImportReport.Of(hash, committed: false, read, new ImportPlanner(cipher).Plan(read, await RegisteredHousehold.LoadAsync(db, region, cancel)));
    }

    /// <summary>Does it. The register may have changed since the preview: what is done is what the file means for it now.</summary>
    /// <param name="hash">Of the previewed file.</param>
    /// <exception cref="RuleViolation">Another file, or one with errors. Nothing was written.</exception>
    public async Task<ImportReport> CommitAsync(Actor actor, string region, Stream file, string hash, CancellationToken cancel)
    {
        var (read, actual) = await ReadAsync(actor, region, file, cancel);
        if (!string.Equals(actual, hash, StringComparison.OrdinalIgnoreCase)) throw HouseholdErrors.ImportOtherFile();
        if (read.Errors.Count > 0) throw HouseholdErrors.ImportHasErrors(read.Errors.Count);
        return await db.InTransactionAsync(async () =>
        {
            // Always in the same order, so that two imports wait for each other and not crosswise.
            foreach (var village in read.Entries.Select(x => x.Village).Distinct().Order(StringComparer.Ordinal)) await counts.LockAsync(village, cancel);
            var plan = new ImportPlanner(cipher).Plan(read, await RegisteredHousehold.LoadAsync(db, region, cancel));
            if (plan.Errors.Count > 0) throw HouseholdErrors.ImportHasErrors(plan.Errors.Count);
            await new ImportWriter(db, counts, cipher, clock, actor, cancel).WriteAsync(plan);
            db.Add(AuditLine.Of(actor, clock.UtcNow(), "household.import", "region", null,
                $"{region} {actual[..16]}: {plan.New.Count} new, {plan.Changed.Count} changed, {plan.Unchanged} unchanged"));
            await db.SaveChangesAsync(cancel);
            return ImportReport.Of(actual, committed: true, read, plan);
        }, cancel);
    }

    private async Task<(RegisterFile File, string Hash)> ReadAsync(Actor actor, string region, Stream file, CancellationToken cancel)
    {
        HouseholdAccess.DemandKeeper(actor, region);
        var villages = await db.Set<Region>().AsNoTracking().Where(x => x.Level == RegionLevel.Village && x.Active).Under(x => x.Code, region).ToListAsync(cancel);
        if (villages.Count == 0 || await regions.ActiveAsync(region, cancel) is null) throw HouseholdErrors.UnknownVillage();
        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        return (RegisterReader.Read(file, new VillageNames(villages)), hash);
    }
}
