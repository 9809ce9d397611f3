using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.People;

/// <summary>The keyed hash of a verified number: one row under every key configured when it was written. So the database itself refuses a number
/// that another person holds, also while keys are being changed and old and new processes run side by side.</summary>
public sealed class PhoneKey
{
    public const int HashLength = 64;

    private PhoneKey() { }

    public PhoneKey(string hash, Guid personId)
    {
        Hash = hash;
        PersonId = personId;
    }

    /// <summary>HMAC-SHA256 of the number, lower-case hex.</summary>
    public string Hash { get; private init; } = "";
    public Guid PersonId { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PhoneKey>
    {
        public void Configure(EntityTypeBuilder<PhoneKey> builder)
        {
            builder.HasKey(x => x.Hash);
            builder.Property(x => x.Hash).HasMaxLength(HashLength);
            builder.HasIndex(x => x.PersonId);
            builder.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
        }
    }
}
