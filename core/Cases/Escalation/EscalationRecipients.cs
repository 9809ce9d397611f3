using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Cases.Escalation;

/// <summary>Somebody who hears of a step. A member of staff has an account; the person behind it, when known, can be written to.</summary>
public readonly record struct EscalationRecipient(Guid? StaffId, Guid? PersonId);

/// <summary>
/// Who hears of a step, in widening circles: at half time those who work the case, when it becomes late or is about to, their leader as well, from
/// the due time on also whoever answers for the village.
/// </summary>
public sealed class EscalationRecipients(EngagementDbContext db, IMemoryCache cache, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private static readonly Role[] Working = [Role.VillageCommittee, Role.DepartmentOfficer, Role.TownshipStaff, Role.CountyOffice];

    /// <summary>The recipients of each step, none twice, in the order of the steps. A fixed number of queries however many steps there are.</summary>
    public async Task<IReadOnlyList<IReadOnlyCollection<EscalationRecipient>>> OfAsync(IReadOnlyList<(Case Case, CaseStep Step)> told, CancellationToken cancel)
    {
        var offices = await OfficesAsync([.. told.Select(x => x.Case.OwnerOfficeId).Distinct()], cancel);
        var assignees = await AssigneesAsync([.. told.Select(x => x.Case.AssigneeId).OfType<Guid>().Distinct()], cancel);
        var responsible = await ResponsibleAsync([.. told.Where(x => ReachesResponsible(x.Step)).Select(x => x.Case.RegionCode).Distinct()], cancel);
        return [.. told.Select(x =>
        {
            HashSet<EscalationRecipient> all = [];
            var people = offices[x.Case.OwnerOfficeId];
            // Nobody has it, or who had it is gone: then it is the whole office's.
            if (x.Case.AssigneeId is { } id && assignees.TryGetValue(id, out var assignee)) all.Add(assignee);
            else all.UnionWith(people.Staff);
            if (x.Step != CaseStep.HalfTime) all.UnionWith(people.Leaders);
            if (ReachesResponsible(x.Step)) all.UnionWith(responsible[x.Case.RegionCode]);
            return all;
        })];
    }

    private static bool ReachesResponsible(CaseStep step) => step is CaseStep.Overdue or CaseStep.LongOverdue;

    /// <summary>Whoever answers for each place (包保). Nobody, as long as there is no register of posts to ask.</summary>
    private static Task<ILookup<string, EscalationRecipient>> ResponsibleAsync(IReadOnlyCollection<string> regions, CancellationToken cancel) =>
        Task.FromResult(regions.SelectMany(_ => Array.Empty<EscalationRecipient>(), (region, x) => (region, x)).ToLookup(x => x.region, x => x.x));

    private async Task<Dictionary<Guid, EscalationRecipient>> AssigneesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await db.Set<StaffUser>().AsNoTracking().Where(x => ids.Contains(x.Id) && x.LeftAt == null)
            .Select(x => new { x.Id, x.PersonId }).ToDictionaryAsync(x => x.Id, x => new EscalationRecipient(x.Id, x.PersonId), cancel);

    /// <summary>Read from memory for a minute: a county's cases share a hundred offices, and their people change from day to day.</summary>
    private async Task<Dictionary<Guid, OfficePeople>> OfficesAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        Dictionary<Guid, OfficePeople> known = [];
        List<Guid> missing = [];
        foreach (var id in ids)
        {
            if (cache.TryGetValue((typeof(EscalationRecipients), id), out OfficePeople? people)) known[id] = people!;
            else missing.Add(id);
        }

        if (missing.Count == 0) return known;
        var now = clock.UtcNow();
        var offices = await db.Set<Office>().AsNoTracking().Where(x => missing.Contains(x.Id)).ToListAsync(cancel);
        var places = offices.SelectMany(x => Region.PathOf(x.RegionCode)).Distinct().ToList();
        var grants = await (from grant in db.Set<Grant>().AsNoTracking()
                            join user in db.Set<StaffUser>().AsNoTracking() on grant.StaffUserId equals user.Id
                            where user.LeftAt == null && grant.From <= now && (grant.To == null || grant.To > now) && Working.Contains(grant.Role)
                                && (places.Contains(grant.RegionCode) || missing.Contains(grant.OfficeId!.Value))
                            select new Held(grant.Role, grant.RegionCode, grant.OfficeId, user.Id, user.PersonId)).ToListAsync(cancel);
        foreach (var office in offices)
            known[office.Id] = cache.Set((typeof(EscalationRecipients), office.Id), new OfficePeople(StaffOf(office, grants), LeadersOf(office, grants)), Fresh);
        return known;
    }

    private static List<EscalationRecipient> StaffOf(Office office, List<Held> grants) => office.Kind switch
    {
        OfficeKind.Township => Nearest(grants, Role.TownshipStaff, office.RegionCode),
        OfficeKind.County => Nearest(grants, Role.CountyOffice, office.RegionCode),
        OfficeKind.VillageCommittee => Nearest(grants, Role.VillageCommittee, office.RegionCode),
        _ => [.. grants.Where(x => x.Role == Role.DepartmentOfficer && x.OfficeId == office.Id).Select(x => x.Recipient).Distinct()],
    };

    /// <summary>The level above the office: a committee's township, a township's or department's county, a county's city.</summary>
    private static List<EscalationRecipient> LeadersOf(Office office, List<Held> grants)
    {
        if (office.Kind == OfficeKind.VillageCommittee && Nearest(grants, Role.TownshipStaff, office.RegionCode) is { Count: > 0 } township) return township;
        var above = office.Kind == OfficeKind.County ? Region.ParentOf(office.RegionCode) : office.RegionCode;
        return above is null ? [] : Nearest(grants, Role.CountyOffice, above);
    }

    /// <summary>The holders of a role for a place whose region is the closest: whoever holds it for the whole city is asked only where nobody is nearer.</summary>
    private static List<EscalationRecipient> Nearest(List<Held> grants, Role role, string place) =>
        grants.Where(x => x.Role == role && place.StartsWith(x.RegionCode, StringComparison.Ordinal))
            .GroupBy(x => x.RegionCode.Length).MaxBy(x => x.Key)?.Select(x => x.Recipient).Distinct().ToList() ?? [];

    private sealed record OfficePeople(IReadOnlyList<EscalationRecipient> Staff, IReadOnlyList<EscalationRecipient> Leaders);

    private sealed record Held(Role Role, string RegionCode, Guid? OfficeId, Guid StaffId, Guid? PersonId)
    {
        public EscalationRecipient Recipient => new(StaffId, PersonId);
    }
}
