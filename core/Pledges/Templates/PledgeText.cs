using System.Security.Cryptography;
using System.Text;
using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Pledges.Templates;

/// <summary>A text that households sign, kept once for all who sign it, under its own hash: whoever holds a signed sheet can compute the hash anew.</summary>
public sealed class PledgeText
{
    public const int HashLength = 64;
    public const int BodyMaxLength = 8000;

    private PledgeText() { }

    private PledgeText(string title, string body, DateTime now)
    {
        Title = title;
        Body = body;
        Hash = HashOf(body);
        CreatedAt = now;
    }

    /// <summary>SHA-256 of <see cref="Body"/> in UTF-8, 64 small hexadecimal digits.</summary>
    public string Hash { get; private init; } = "";
    public string Title { get; private init; } = "";

    /// <summary>The whole text as shown before signing, lines ended by a single line feed.</summary>
    public string Body { get; private init; } = "";
    public DateTime CreatedAt { get; private init; }

    /// <summary>Writes out what is signed: title, who, for when, the three guarantees, then what the places add.</summary>
    /// <param name="wording">Complete: no guarantee is missing.</param>
    /// <param name="village">Full name of the village.</param>
    /// <param name="term">The term signed for.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="Shared.RuleViolation">A guarantee or the title is missing everywhere.</exception>
    public static PledgeText Compose(PledgeWording wording, string village, PledgeTerm term, DateTime now)
    {
        if (wording is not { Title: { } title, Cleanliness: { } cleanliness, Order: { } order, Greening: { } greening }) throw PledgeErrors.NoTemplate();
        var text = new StringBuilder().Append(title).Append('\n').Append(village).Append("  ").Append(term.Name).Append('\n');
        text.Append("一、包卫生：").Append(cleanliness).Append('\n');
        text.Append("二、包秩序：").Append(order).Append('\n');
        text.Append("三、包绿化：").Append(greening).Append('\n');
        for (var i = 0; i < wording.Additions.Count; i++) text.Append("补充").Append(i + 1).Append('：').Append(wording.Additions[i]).Append('\n');
        return new PledgeText(title, text.ToString(), now);
    }

    public static string HashOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    internal sealed class Mapping : IEntityTypeConfiguration<PledgeText>
    {
        public void Configure(EntityTypeBuilder<PledgeText> builder)
        {
            builder.HasKey(x => x.Hash);
            builder.Property(x => x.Hash).IsCode(HashLength);
            builder.Property(x => x.Title).HasMaxLength(PledgeTemplate.TitleMaxLength);
            builder.Property(x => x.Body).HasMaxLength(BodyMaxLength);
        }
    }
}
