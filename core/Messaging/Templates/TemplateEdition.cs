using System.Text.Json;
using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Messaging.Templates;

/// <summary>One edition of a template. Added, never changed: the newest is in force, the earlier ones are the history. Without any, the shipped template is.</summary>
public sealed class TemplateEdition : INumberedLine
{
    private TemplateEdition() { }

    /// <param name="template">With the number of this edition as its version.</param>
    /// <param name="staffId">Who wrote it.</param>
    /// <param name="now">UTC.</param>
    public TemplateEdition(MessageTemplate template, Guid? staffId, DateTime now)
    {
        Event = template.Event;
        Version = template.Version;
        Content = JsonSerializer.Serialize(template, JsonSerializerOptions.Web);
        StaffId = staffId;
        At = now;
    }

    public string Event { get; private init; } = "";

    /// <summary>1, 2, 3 … per event.</summary>
    public int Version { get; private init; }
    public string Content { get; private init; } = "";
    public Guid? StaffId { get; private init; }
    public DateTime At { get; private init; }

    int INumberedLine.Sequence => Version;

    public MessageTemplate Read() => JsonSerializer.Deserialize<MessageTemplate>(Content, JsonSerializerOptions.Web)!;

    internal sealed class Mapping : IEntityTypeConfiguration<TemplateEdition>
    {
        public void Configure(EntityTypeBuilder<TemplateEdition> builder)
        {
            builder.ToTable("MessageTemplateEdition");
            builder.HasKey(x => new { x.Event, x.Version });
            builder.Property(x => x.Event).HasMaxLength(48);
        }
    }
}
