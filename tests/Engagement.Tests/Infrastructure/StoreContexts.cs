using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Tests.Infrastructure;

/// <summary>A store opened without the rest of the house.</summary>
public static class StoreContexts
{
    public static EngagementDbContext Open(this Store store, string connection)
    {
        if (store == Store.Sqlite)
        {
            var sqlite = new DbContextOptionsBuilder<SqliteEngagementDbContext>();
            DataExtensions.UseSqlite(sqlite, connection);
            return new SqliteEngagementDbContext(sqlite.Options);
        }

        var postgres = new DbContextOptionsBuilder<PostgresEngagementDbContext>();
        DataExtensions.UsePostgres(postgres, connection);
        return new PostgresEngagementDbContext(postgres.Options);
    }
}
