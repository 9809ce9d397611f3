using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engagement.Core.Data;

/// <summary>The one place that knows how each store says "this exists already".</summary>
public static class DataErrors
{
    private const int SqlitePrimaryKey = 1555, SqliteUnique = 2067;

    /// <summary>True for a unique or primary-key violation: SQLite 19/1555 and 19/2067, PostgreSQL 23505.</summary>
    public static bool IsUniqueViolation(this Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return (error is DbUpdateException ? error.InnerException : error) switch
        {
            SqliteException e => e.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
            PostgresException e => e.SqlState == PostgresErrorCodes.UniqueViolation,
            _ => false,
        };
    }
}
