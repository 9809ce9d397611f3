using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Messaging.Consents;

/// <summary>How many messages of one template a person still allows. Reckoned from <see cref="ConsentFact"/>s; what clients claim does not count.</summary>
public sealed class ConsentBalance
{
    public const int TemplateMaxLength = 64;

    private ConsentBalance() { }

    public Guid PersonId { get; private init; }

    /// <summary>The template's id at whoever carries the messages.</summary>
    public string TemplateId { get; private init; } = "";

    /// <summary>Null while nothing was learned: then sending is worth a try.</summary>
    public int? Remaining { get; private set; }

    /// <summary>The person switched the template off.</summary>
    public bool Refused { get; private set; }

    /// <summary>When something was last learned.</summary>
    public DateTime LearnedAt { get; private set; }

    /// <summary>Where the facts begin: all before this moment are in the settled figures, and later news of then are ignored.</summary>
    public DateTime? SettledUntil { get; private set; }
    public int? SettledRemaining { get; private set; }
    public bool SettledRefused { get; private set; }

    internal ConsentState Settled => new(SettledRemaining, SettledRefused);

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentBalance>
    {
        public void Configure(EntityTypeBuilder<ConsentBalance> builder)
        {
            builder.HasKey(x => new { x.PersonId, x.TemplateId });
            builder.Property(x => x.TemplateId).HasMaxLength(TemplateMaxLength);
        }
    }
}
