using System.Diagnostics;
using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Data;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Core.WeChat;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engagement.Api.Demo;

/// <summary>Plays half a year of one township into a new store, so that a newcomer finds a village at work and not empty tables.</summary>
public sealed class DemoData(
    EngagementDbContext db, RegionImporter importer, IPhotoStore photoStore, IPasswordHasher<StaffUser> hasher, FieldCipher cipher,
    HouseholdCounts households, PledgeTemplates templates, RegionQueries regionNames, DeadlineBook deadlines, WorkingCalendars calendars, IOptions<WeChatOptions> weChat, TimeProvider clock)
{
    private const int BatchSize = 500, CasesPerBatch = 100, FilesAtOnce = 16;

    /// <summary>Plays the demo in when the settings ask for it and the store is new; otherwise does nothing.</summary>
    /// <exception cref="SettingsException">Demo data in Production.</exception>
    public static async Task PrepareAsync(IServiceProvider services, Settings settings, IHostEnvironment environment, CancellationToken cancel)
    {
        if (!settings.Demo) return;
        if (environment.IsProduction())
            throw new SettingsException("Demo is true: demo accounts have a published password. Production refuses to start with it; remove the setting.");
        await using var scope = services.CreateAsyncScope();
        var watch = Stopwatch.StartNew();
        if (await ActivatorUtilities.CreateInstance<DemoData>(scope.ServiceProvider).PlayAsync(cancel))
            scope.ServiceProvider.GetRequiredService<ILogger<DemoData>>().LogInformation("Demo data was played in, in {Seconds:0.0} s.", watch.Elapsed.TotalSeconds);
    }

    /// <summary>All or nothing: regions, people, cases and the mark are one transaction, so a killed first start begins again. Photo files it left are never read.</summary>
    /// <returns>False when the store was not new.</returns>
    public async Task<bool> PlayAsync(CancellationToken cancel)
    {
        if (!await IsNewAsync(cancel)) return false;
        try
        {
            return await db.InTransactionAsync(async () =>
            {
                if (!await IsNewAsync(cancel)) return false;
                // First, so that a second process that starts at the same moment waits here for the first one's end.
                db.Add(new StoreMark(StoreMark.Demo, clock.UtcNow()));
                await db.SaveChangesAsync(cancel);
                await using (var csv = typeof(RegionImporter).Assembly.GetManifestResourceStream("Engagement.Core.Regions.regions-dalian.csv")!)
                    await importer.ImportAsync(csv, cancel);
                await FillAsync(clock.UtcNow(), cancel);
                return true;
            }, cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            return false;
        }
    }

    private async Task<bool> IsNewAsync(CancellationToken cancel) =>
        !await db.Set<StoreMark>().AnyAsync(x => x.Name == StoreMark.Demo, cancel) && !await db.Set<Region>().AnyAsync(cancel);

    private async Task FillAsync(DateTime now, CancellationToken cancel)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false; // everything is added, nothing edited
        var regions = await db.Set<Region>().AsNoTracking().Where(x => x.Code.StartsWith(DemoPeople.County)).ToListAsync(cancel);
        var categories = await db.Set<Category>().AsNoTracking().ToListAsync(cancel);
        var halfYear = new DemoHalfYear(regions, categories, await calendars.ForAsync(DemoPeople.County, cancel), cipher, weChat.Value.AppId, now);
        foreach (var user in halfYear.People.SignIns) user.PasswordHash = hasher.HashPassword(user, DemoPeople.Password);
        await WriteAsync(halfYear.People, cancel);
        await WriteAsync(halfYear.Homes, cancel);
        var posts = new DemoPosts(halfYear.People, now);
        await WriteAsync(posts, cancel);
        var rows = await halfYear.PlayAsync(plan => CaseCounter.NextAsync(db, plan.Village.Code[..6], plan.FiledAt, cancel));
        var pledges = new DemoPledges(halfYear.People, halfYear.Homes, (await templates.InForceAsync(DemoPeople.Township, cancel)).Wording,
            await regionNames.NamesAsync([.. halfYear.People.Villages.Select(x => x.Code)], cancel, fromLength: 6), halfYear.Pictures, rows, now);
        var rounds = new DemoRounds(halfYear.People, halfYear.Homes, posts, pledges, halfYear.Pictures, rows, now);
        await rounds.ReferAsync((await deadlines.PolicyAsync(DeadlineTiers.Finding, DemoPeople.Township, now, cancel))!, await calendars.ForAsync(DemoPeople.County, cancel),
            (county, at) => CaseCounter.NextAsync(db, county, at, cancel));
        await WriteAsync(rows, cancel);
        await WriteAsync(pledges, rounds, cancel);
        db.ChangeTracker.AutoDetectChangesEnabled = true;
    }

    private async Task WriteAsync(DemoPeople people, CancellationToken cancel)
    {
        await WriteAsync(people.Persons, cancel);
        await WriteAsync(people.Offices, cancel);
        await WriteAsync(people.Staff, cancel);
        await WriteAsync(people.Accounts, cancel);
        await WriteAsync(people.Grants, cancel);
    }

    /// <summary>Past the change tracker: thousands of rows that nobody edits meanwhile.</summary>
    private async Task WriteAsync(DemoHouseholds homes, CancellationToken cancel)
    {
        await db.InsertAsync([.. homes.Groups, .. homes.Households, .. homes.Memberships, .. homes.Events, .. homes.Proxies, .. homes.Codes], cancel);
        await households.ReconcileAsync(cancel);
    }

    private async Task WriteAsync(DemoPosts posts, CancellationToken cancel)
    {
        await WriteAsync(posts.Leaders, cancel);
        await WriteAsync(posts.Posts, cancel); // each brings its terms
        await WriteAsync(posts.Responsibilities, cancel);
        await WriteAsync(posts.Rules, cancel);
        await WriteAsync(posts.Changes, cancel);
        await WriteAsync(posts.Examples, cancel);
    }

    private async Task WriteAsync(DemoPledges pledges, DemoRounds rounds, CancellationToken cancel)
    {
        await WriteAsync(pledges.Templates, cancel);
        await WriteAsync(rounds.Rounds, cancel);
        await db.InsertManyAsync(pledges.Texts, cancel);
        await db.InsertManyAsync(pledges.Pledges, cancel);
        await db.InsertManyAsync(pledges.Frontages, cancel);
        await db.InsertManyAsync(rounds.Checks, cancel);
        await db.InsertManyAsync(rounds.Photos, cancel);
        await db.InsertManyAsync(rounds.Objections, cancel);
        await db.InsertManyAsync([.. pledges.CountsWith(rounds.Checks)], cancel);
    }

    private async Task WriteAsync(DemoRows rows, CancellationToken cancel)
    {
        await WriteAsync(rows.Cases, cancel, CasesPerBatch); // each brings its timeline and pauses
        await WriteAsync(rows.Requests, cancel);
        await WriteAsync(rows.Photos, cancel);
        await WriteAsync(rows.CasePhotos, cancel);
        await WriteAsync(rows.Supports, cancel);
        await WriteAsync(rows.Ratings, cancel);
        await WriteAsync(rows.Audit, cancel);
        await WriteAsync(rows.Messages, cancel);
        // As in everyday life, the count is raised by the store, not by the entity.
        await db.Set<Case>().ExecuteUpdateAsync(x => x.SetProperty(c => c.SupportCount, c => db.Set<CaseSupport>().Count(s => s.CaseId == c.Id)), cancel);
        await Parallel.ForEachAsync(rows.Files, new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancel },
            async (file, stop) => await photoStore.SaveAsync(file.Key, file.Value, stop));
    }

    private async Task WriteAsync<T>(List<T> rows, CancellationToken cancel, int size = BatchSize) where T : class
    {
        foreach (var batch in rows.Chunk(size))
        {
            db.AddRange(batch);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }
}
