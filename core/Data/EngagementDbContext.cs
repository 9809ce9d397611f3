using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Data;

/// <summary>An entity whose edits are refused when somebody else saved in between.</summary>
public interface IVersioned
{
    /// <summary>Counts saves, from 1. Raised by the context, never by the entity.</summary>
    int Version { get; set; }
}

/// <summary>A line with a unique place in the history of something versioned. The place being taken means somebody saved in between.</summary>
public interface INumberedLine
{
    /// <summary>1, 2, 3 … within the history.</summary>
    int Sequence { get; }
}

/// <summary>The one model. It has two heirs, one per store, which differ in migrations and collation only.</summary>
public abstract class EngagementDbContext(DbContextOptions options) : IdentityUserContext<StaffUser, Guid>(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(EngagementDbContext).Assembly);
        ModelConventions.Apply(builder, codeCollation: CodeCollation);
    }

    /// <summary>The collation that orders codes byte by byte, or null where that is the default.</summary>
    protected virtual string? CodeCollation => null;

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously: SaveChangesAsync.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
            if (entry.State == EntityState.Modified)
                entry.Entity.Version++;
        try
        {
            using var _ = Database.CurrentTransaction is null ? await EnterWriteAsync(cancellationToken) : null;
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new StaleVersion();
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation() && e.Entries.Any(x => x.Entity is INumberedLine))
        {
            throw new StaleVersion();
        }
    }

    /// <summary>Runs <paramref name="work"/> in one transaction, joining the one already open. Everything is undone when it throws.</summary>
    public async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        if (Database.CurrentTransaction is not null) return await work();
        using var turn = await EnterWriteAsync(cancel);
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        var result = await work();
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>Waits for this writer's turn where the store has only one writer.</summary>
    protected virtual ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancel) => ValueTask.FromResult<IDisposable?>(null);
}

/// <summary>The model on PostgreSQL (15+).</summary>
public sealed class PostgresEngagementDbContext(DbContextOptions<PostgresEngagementDbContext> options) : EngagementDbContext(options)
{
    protected override string? CodeCollation => "C";
}

/// <summary>The model on SQLite. Writers of this process queue in order of arrival: SQLite has one writer, and its own way of
/// waiting (sleep and try again) starves some callers and blocks threads.</summary>
public sealed class SqliteEngagementDbContext(DbContextOptions<SqliteEngagementDbContext> options) : EngagementDbContext(options)
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, SemaphoreSlim> Gates = new();

    protected override async ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancel)
    {
        var gate = Gates.GetOrAdd(Database.GetConnectionString() ?? "", _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancel);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
