using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Engagement.Core.Data;

/// <summary>Stores UTC and reads UTC back: SQLite keeps no kind, and a forgotten local time must not slip in.</summary>
public sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    value => DemandUtc(value),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    private static DateTime DemandUtc(DateTime value) =>
        value.Kind == DateTimeKind.Utc ? value : throw new InvalidOperationException("Only UTC times are stored.");
}

/// <summary>What holds for every table: snake_case names, keys made by us, versions as concurrency tokens, codes in byte order.</summary>
public static class ModelConventions
{
    private const string CodeAnnotation = "Engagement:Code";

    /// <summary>Text that is ordered or used as a prefix (region codes): compared byte by byte on every store.</summary>
    public static PropertyBuilder<T> IsCode<T>(this PropertyBuilder<T> property, int maxLength)
    {
        property.HasMaxLength(maxLength).HasAnnotation(CodeAnnotation, true);
        return property;
    }

    internal static void Apply(ModelBuilder builder, string? codeCollation)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (!entity.IsOwned() || entity.GetTableName() is not null) entity.SetTableName(Snake(TableName(entity)));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.Name));
                if (property.IsPrimaryKey() && property.ClrType == typeof(Guid)) property.ValueGenerated = ValueGenerated.Never;
                if (property.Name == nameof(IVersioned.Version) && typeof(IVersioned).IsAssignableFrom(entity.ClrType))
                    property.IsConcurrencyToken = true;
                if (property.RemoveAnnotation(CodeAnnotation) is not null && codeCollation is not null)
                    property.SetCollation(codeCollation);
            }
        }
    }

    private static string TableName(IMutableEntityType entity) => entity.ClrType.Name.Split('`')[0] switch
    {
        // CASE and GRANT are reserved words of SQL.
        "Case" => "Cases",
        "Grant" => "StaffGrant",
        "IdentityUserClaim" => "StaffUserClaim",
        "IdentityUserLogin" => "StaffUserLogin",
        "IdentityUserToken" => "StaffUserToken",
        "IdentityUserPasskey" => "StaffUserPasskey",
        var name => name,
    };

    internal static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
