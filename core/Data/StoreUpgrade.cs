using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Data;

/// <summary>
/// Brings a store's tables to this version, so that a crash in the middle leaves either the old or the new ones. PostgreSQL does that by itself: a migration is one
/// transaction there. SQLite rebuilds a table outside any transaction, so the file is copied first, and an upgrade that was cut off starts again from the copy.
/// </summary>
public static class StoreUpgrade
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The file as it was before an upgrade; there only while one runs, or after one was cut off.</summary>
    public const string CopySuffix = ".before-upgrade";

    /// <exception cref="IOException">Another process has been upgrading the same SQLite file for five minutes.</exception>
    public static async Task RunAsync(EngagementDbContext db, CancellationToken cancel)
    {
        // Asked first: migrating also compares the whole model with its snapshot, half a second of a start on a store that is up to date.
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any()) return;
        if (SqliteFile(db) is not { } file)
        {
            await db.Database.MigrateAsync(cancel);
            return;
        }

        using var turn = await TurnAsync(file + ".upgrading", cancel);
        var copy = file + CopySuffix;
        // Whoever had the turn before may have done it.
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            if (File.Exists(copy)) await RestoreAsync(db, file, copy, cancel);
            else if ((await db.Database.GetAppliedMigrationsAsync(cancel)).Any()) await CopyAsync(db, copy, cancel);
            await db.Database.MigrateAsync(cancel);
        }

        File.Delete(copy);
    }

    private static string? SqliteFile(EngagementDbContext db)
    {
        if (!db.Database.IsSqlite()) return null;
        var parts = new SqliteConnectionStringBuilder(db.Database.GetConnectionString());
        return parts.Mode == SqliteOpenMode.Memory || parts.DataSource is "" or ":memory:" ? null : Path.GetFullPath(parts.DataSource);
    }

    private static async Task CopyAsync(EngagementDbContext db, string copy, CancellationToken cancel)
    {
        var unfinished = copy + ".part";
        File.Delete(unfinished);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {unfinished}", cancel);
        File.Move(unfinished, copy);
    }

    /// <summary>The half-upgraded file is put aside, not deleted: an older version may have been started on it meanwhile.</summary>
    private static async Task RestoreAsync(EngagementDbContext db, string file, string copy, CancellationToken cancel)
    {
        await db.Database.CloseConnectionAsync();
        SqliteConnection.ClearAllPools();
        var unfinished = file + ".part";
        File.Copy(copy, unfinished, overwrite: true);
        var aside = Enumerable.Range(1, int.MaxValue).Select(x => $"{file}.interrupted-{x}").First(x => !File.Exists(x));
        foreach (var part in (string[])["-wal", "-shm", ""])
            if (File.Exists(file + part)) File.Move(file + part, aside + part);
        File.Move(unfinished, file);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal';", cancel);
    }

    /// <summary>One process upgrades a file; the lock goes with the process, its empty file stays (deleting it would let two in).</summary>
    private static async Task<FileStream> TurnAsync(string path, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(200))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not DirectoryNotFoundException && waited < Patience)
            {
                await Task.Delay(200, cancel);
            }
        }
    }
}
