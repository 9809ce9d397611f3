using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Cases.Desk;

/// <summary>A filter of the case list somebody uses again and again; theirs alone.</summary>
public sealed class SavedFilter
{
    public const int NameMaxLength = 20, QueryMaxLength = 1000;

    /// <summary>More than these are no longer found at a glance.</summary>
    public const int MostPerAccount = 20;

    private SavedFilter() { }

    public SavedFilter(Guid id, Guid staffUserId, string name, string query, DateTime now)
    {
        Id = id;
        StaffUserId = staffUserId;
        Name = name;
        Query = query;
        SavedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid StaffUserId { get; private init; }

    /// <summary>Unique for the account.</summary>
    public string Name { get; private init; } = "";

    /// <summary>As the console's address bar writes it: <c>category=rubbish&amp;view=overdue</c>. Nothing on the server reads it.</summary>
    public string Query { get; private set; } = "";
    public DateTime SavedAt { get; private set; }

    public void Replace(string query, DateTime now)
    {
        Query = query;
        SavedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SavedFilter>
    {
        public void Configure(EntityTypeBuilder<SavedFilter> builder)
        {
            builder.Property(x => x.Name).HasMaxLength(NameMaxLength);
            builder.Property(x => x.Query).HasMaxLength(QueryMaxLength);
            builder.HasOne<StaffUser>().WithMany().HasForeignKey(x => x.StaffUserId);
            builder.HasIndex(x => new { x.StaffUserId, x.Name }).IsUnique();
        }
    }
}
