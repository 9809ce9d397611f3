using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Messaging.Consents;

/// <summary>One thing learned about a person's consent to a template. Kept until it can have no late company, then settled into the balance.</summary>
public sealed class ConsentFact
{
    private ConsentFact() { }

    /// <param name="key">Same for every report of the same thing, whoever brings it.</param>
    /// <param name="at">When it happened, UTC; cut to whole seconds, which is all the other side says.</param>
    public ConsentFact(Guid personId, string templateId, ConsentNews news, DateTime at, string key)
    {
        PersonId = personId;
        TemplateId = templateId;
        News = news;
        At = new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{personId:N}\n{templateId}\n{news}\n{key}")));
    }

    /// <summary>64 hex characters.</summary>
    public string Key { get; private init; } = "";
    public Guid PersonId { get; private init; }
    public string TemplateId { get; private init; } = "";
    public ConsentNews News { get; private init; }
    public DateTime At { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentFact>
    {
        public void Configure(EntityTypeBuilder<ConsentFact> builder)
        {
            builder.HasKey(x => x.Key);
            builder.Property(x => x.Key).HasMaxLength(64);
            builder.Property(x => x.TemplateId).HasMaxLength(ConsentBalance.TemplateMaxLength);
            builder.HasIndex(x => new { x.PersonId, x.TemplateId });
        }
    }
}
