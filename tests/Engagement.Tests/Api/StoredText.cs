using System.Data;
using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Tests.Api;

/// <summary>Looks through every column of every table of the store, whatever its type.</summary>
public static class StoredText
{
    /// <summary>The columns, as table.column, in which the text occurs, also inside JSON whose letters are escaped.</summary>
    public static async Task<IReadOnlyList<string>> WhereAsync(EngagementDbContext db, string text)
    {
        var escaped = string.Concat(text.Select(x => x > 127 ? $"\\u{(int)x:x4}" : x.ToString()));
        List<string> found = [];
        await db.Database.OpenConnectionAsync();
        var columns = db.Model.GetRelationalModel().Tables.SelectMany(table => table.Columns.Select(column => (Table: table.Name, Column: column.Name)));
        foreach (var (table, column) in columns)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"""
                SELECT count(*) FROM "{table}" WHERE lower(CAST("{column}" AS TEXT)) LIKE @plain OR replace(lower(CAST("{column}" AS TEXT)), '\', '/') LIKE @escaped
                """;
            Add(command, "@plain", $"%{text}%");
            Add(command, "@escaped", $"%{escaped.ToLowerInvariant().Replace('\\', '/')}%");
            if (Convert.ToInt64(await command.ExecuteScalarAsync()) > 0) found.Add($"{table}.{column}");
        }

        return found;
    }

    private static void Add(IDbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
