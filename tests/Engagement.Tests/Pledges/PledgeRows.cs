using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Tests.Pledges;

/// <summary>Signatures of many households as rows.</summary>
public static class PledgeRows
{
    public static Task SignAsync(VillageApp app, PledgeVillage village, IReadOnlyList<Guid> homes) => app.InsideAsync(async services =>
    {
        var db = services.GetRequiredService<EngagementDbContext>();
        var clock = services.GetRequiredService<TimeProvider>();
        var now = clock.UtcNow();
        var term = PledgeTerm.On(ChinaTime.DateOf(now), PledgeTermKind.Year);
        var text = PledgeText.Compose(new PledgeWording("承诺书", "扫净", "摆齐", "浇水", []), village.Code, term, now);
        db.Add(text);
        var heads = await db.Set<Membership>().Where(x => homes.Contains(x.HouseholdId) && x.Role == MemberRole.Head).ToDictionaryAsync(x => x.HouseholdId, x => x.PersonId);
        foreach (var home in homes)
            db.Add(new Pledge(new PledgeSigning(clock.NewId(), home, village.Code, term, text.Hash, Guid.NewGuid().ToString("N")[..16].ToUpperInvariant(), PledgeMeans.MiniProgram, heads[home], null, now), now));
        await db.SaveChangesAsync();
        await services.GetRequiredService<PledgeCounts>().AddAsync(village.Code, term.Code, homes.Count, 0, 0, default);
        return true;
    });
}
