using Engagement.Core.Data;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Pledges.Coverage;

/// <summary>What is counted of a village and term, kept up to date in the transaction of each change and proved equal to a recount by a job.</summary>
public sealed class PledgeCount
{
    private PledgeCount() { }

    public PledgeCount(string regionCode, string termCode, int signed, int checks, int kept)
    {
        RegionCode = regionCode;
        TermCode = termCode;
        Signed = signed;
        Checks = checks;
        Kept = kept;
    }

    /// <summary>Village, 12 digits.</summary>
    public string RegionCode { get; private init; } = "";

    /// <inheritdoc cref="PledgeTerm.Code"/>
    public string TermCode { get; private init; } = "";

    /// <summary>Pledges not withdrawn, of households that are still there.</summary>
    public int Signed { get; private set; }

    /// <summary>First visits, without those an objection overturned.</summary>
    public int Checks { get; private set; }

    /// <summary>Of <see cref="Checks"/>, those where all three guarantees were kept.</summary>
    public int Kept { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PledgeCount>
    {
        public void Configure(EntityTypeBuilder<PledgeCount> builder)
        {
            builder.HasKey(x => new { x.RegionCode, x.TermCode });
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.TermCode).IsCode(PledgeTerm.CodeMaxLength);
        }
    }
}
