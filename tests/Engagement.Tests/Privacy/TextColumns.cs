using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Tests.Privacy;

/// <summary>Searches every text column of every table.</summary>
internal static class TextColumns
{
    /// <summary><c>table.column</c> of each that contains the word.</summary>
    public static async Task<List<string>> WithAsync(EngagementDbContext db, string word)
    {
        List<string> found = [];
        var columns = db.Model.GetEntityTypes().SelectMany(x => x.GetProperties()
            .Where(p => (p.GetValueConverter()?.ProviderClrType ?? p.ClrType) == typeof(string))
            .Select(p => (Table: x.GetTableName()!, Column: p.GetColumnName()))).Distinct().ToList();
        foreach (var (table, column) in columns)
        {
            // Names come from the model, never from outside.
            var sql = $"SELECT count(*) AS \"Value\" FROM \"{table}\" WHERE \"{column}\" LIKE {{0}}";
            if (await db.Database.SqlQueryRaw<int>(sql, $"%{word}%").SingleAsync() > 0) found.Add($"{table}.{column}");
        }

        return columns.Count > 20 ? found : throw new InvalidOperationException("The model shows almost no text columns: the search would prove nothing.");
    }
}
