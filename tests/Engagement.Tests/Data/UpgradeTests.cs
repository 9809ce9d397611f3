using Engagement.Core.Data;
using Engagement.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Data;

/// <summary>A village that already works with the first version gets this one.</summary>
public sealed class UpgradeTests(SharedServers servers) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("upgrade-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task An_old_store_keeps_its_cases_and_they_get_what_this_version_asks_of_them(Store store)
    {
        var connection = await OldStoreAsync(store);

        await UpgradeAsync(store, connection);

        await using var db = store.Open(connection);
        var cases = await db.Set<Case>().AsNoTracking().ToDictionaryAsync(x => x.Number, Cancel);
        cases.Count.ShouldBe(4);
        foreach (var each in cases.Values) each.ClockStartedAt.ShouldBe(each.FiledAt);
        cases["filed"].NextStepAt.ShouldBe(cases["filed"].DueAt, "an open case's next step is its deadline");
        cases["rated"].NextStepAt.ShouldBeNull();
        cases["rated"].AskedAt.ShouldBe(cases["rated"].ResolvedAt);
        cases["rated"].Satisfaction.ShouldBe(4, "of two ratings the last counts");
        cases["rejected"].SetAsideAt.ShouldBe(cases["rejected"].ClosedAt);
        cases["withdrawn"].SetAsideAt.ShouldBe(cases["withdrawn"].ClosedAt);
        cases["filed"].SetAsideAt.ShouldBeNull();
        if (store == Store.Sqlite)
            (await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM pragma_table_xinfo('cases') WHERE hidden = 2").ToListAsync(Cancel)).ShouldBeEmpty("computed on reading");
    }

    [Fact]
    public async Task An_upgrade_cut_off_in_the_middle_starts_again_from_the_copy()
    {
        var connection = await OldStoreAsync(Store.Sqlite);
        var file = new SqliteConnectionStringBuilder(connection).DataSource;
        await using (var db = Store.Sqlite.Open(connection))
        {
            // As the crash left it: the copy made, the first steps done, no line in the migrations' history.
            var copy = file + StoreUpgrade.CopySuffix;
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", Cancel);
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE photo ADD removed_at TEXT; DELETE FROM cases;", Cancel);
        }

        await UpgradeAsync(Store.Sqlite, connection);

        await using var after = Store.Sqlite.Open(connection);
        (await after.Set<Case>().CountAsync(Cancel)).ShouldBe(4);
        (await after.Database.GetPendingMigrationsAsync(Cancel)).ShouldBeEmpty();
        (await after.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(Cancel)).ShouldBe("wal");
        File.Exists(file + StoreUpgrade.CopySuffix).ShouldBeFalse();
        File.Exists(file + ".interrupted-1").ShouldBeTrue("what was found is put aside, not lost");
    }

    [Fact]
    public async Task Two_processes_that_upgrade_one_file_do_it_once()
    {
        var connection = await OldStoreAsync(Store.Sqlite);

        await Task.WhenAll(UpgradeAsync(Store.Sqlite, connection), UpgradeAsync(Store.Sqlite, connection));

        await using var after = Store.Sqlite.Open(connection);
        (await after.Set<Case>().CountAsync(Cancel)).ShouldBe(4);
        Directory.GetFiles(folder, "*.interrupted-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_told_at_once()
    {
        var upgrade = UpgradeAsync(Store.Sqlite, $"Data Source={Path.Combine(folder, "nowhere", "engagement.db")}");

        (await Task.WhenAny(upgrade, Task.Delay(TimeSpan.FromMinutes(1), Cancel))).ShouldBe(upgrade);
        await Should.ThrowAsync<DirectoryNotFoundException>(() => upgrade);
    }

    private static async Task UpgradeAsync(Store store, string connection)
    {
        await using var db = store.Open(connection);
        await StoreUpgrade.RunAsync(db, Cancel);
    }

    /// <summary>The tables of the first version with an office and four cases.</summary>
    private async Task<string> OldStoreAsync(Store store)
    {
        var connection = store == Store.Sqlite ? $"Data Source={Path.Combine(folder, "engagement.db")}" : await (await servers.PostgresAsync()).CreateDatabaseAsync();
        await using var db = store.Open(connection);
        await db.GetService<IMigrator>().MigrateAsync("Foundation", Cancel);
        var office = Guid.CreateVersion7();
        await db.Database.ExecuteSqlAsync($"INSERT INTO office (id, kind, name, region_code, active) VALUES ({office}, 'Township', '柳树镇政府', '990101101', {true})", Cancel);
        await CaseAsync(db, office, "filed", "Filed");
        var rated = await CaseAsync(db, office, "rated", "Closed", "Confirmed");
        await RateAsync(db, rated, 1, 1);
        await RateAsync(db, rated, 2, 4);
        await CaseAsync(db, office, "rejected", "Rejected");
        await CaseAsync(db, office, "withdrawn", "Closed", "Withdrawn");
        return connection;
    }

    private static async Task<Guid> CaseAsync(EngagementDbContext db, Guid office, string number, string status, string? closeReason = null)
    {
        var (id, filed) = (Guid.CreateVersion7(), new DateTime(2026, 9, 1, 1, 0, 0, DateTimeKind.Utc));
        DateTime? closed = status == "Filed" ? null : filed.AddDays(3);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO cases (id, number, kind, category_code, visibility, hidden_from_committee, moderation, status, clock, region_code, county_code, township_code,
                owner_office_id, filed_at, respond_by, due_at, policy, responded_at, resolved_at, closed_at, close_reason,
                round, reopen_count, event_count, urge_count, support_count, photo_count, version)
            VALUES ({id}, {number}, 'Complaint', 'rubbish', 'PublicNamed', {false}, 'Passed', {status}, 'Running', '990101101201', '990101', '990101101',
                {office}, {filed}, {filed.AddHours(2)}, {filed.AddDays(7)}, '2 ClockHours / 7 WorkingDays', {closed?.AddDays(-1)}, {closed?.AddDays(-1)}, {closed}, {closeReason},
                1, 0, 1, 0, 0, 0, 1)
            """, Cancel);
        return id;
    }

    private static Task<int> RateAsync(EngagementDbContext db, Guid of, int round, int satisfaction) => db.Database.ExecuteSqlAsync(
        $"INSERT INTO case_rating (id, case_id, round, solved, satisfaction, at) VALUES ({Guid.CreateVersion7()}, {of}, {round}, {true}, {satisfaction}, {new DateTime(2026, 9, 4, 1, 0, 0, DateTimeKind.Utc)})",
        Cancel);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
