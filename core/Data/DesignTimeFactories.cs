using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Engagement.Core.Data;

/// <summary>Lets <c>dotnet ef</c> build the model without a host; it never connects.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteEngagementDbContext>
{
    public SqliteEngagementDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteEngagementDbContext>();
        DataExtensions.UseSqlite(options, "Data Source=design.db");
        return new SqliteEngagementDbContext(options.Options);
    }
}

/// <inheritdoc cref="SqliteDesignTimeFactory"/>
public sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresEngagementDbContext>
{
    public PostgresEngagementDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresEngagementDbContext>();
        DataExtensions.UsePostgres(options, "Host=localhost;Database=design");
        return new PostgresEngagementDbContext(options.Options);
    }
}
