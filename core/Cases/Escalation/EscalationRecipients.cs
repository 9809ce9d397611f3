using Engagement.Core.Data;
using Engagement.Core.Posts;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Cases.Escalation;

/// <summary>Somebody who hears of a step: a work account, or a leader without one.</summary>
/// <param name="StaffId">The account; null for a leader without one.</param>
/// <param name="HasPhone">A person's WeChat is bound to the account.</param>
/// <param name="PersonId">The leader without an account, or whoever is on duty for the post that has the case; null for staff.</param>
/// <param name="OnDuty">For the post: they see the case among those of their post, not as staff do.</param>
public readonly record struct EscalationRecipient(Guid? StaffId, bool HasPhone, Guid? PersonId, bool OnDuty = false)
{
    public static EscalationRecipient Staff(Guid id, bool hasPhone) => new(id, hasPhone, null);

    public static EscalationRecipient Person(Guid id) => new(null, true, id);

    public static EscalationRecipient Duty(Guid id) => new(null, true, id, OnDuty: true);
}

/// <summary>
/// Who hears of a step, in widening circles: at half time those who work the case (for a post whoever is on duty, and the office, which alone accepts and
/// answers), when it becomes late or is about to, their leader as well, from
/// the due time on also whoever answers for the village (包保). Of a large office, those who signed in last are told.
/// </summary>
public sealed class EscalationRecipients(
    EngagementDbContext db, ResponsibilityQueries responsibilities, DutyPostQueries duty, IMemoryCache cache, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private static readonly Role[] Working = [Role.VillageCommittee, Role.DepartmentOfficer, Role.TownshipStaff, Role.CountyOffice];

    /// <summary>The recipients of each step, none twice, in the order of the steps. A fixed number of queries however many steps there are.</summary>
    public async Task<IReadOnlyList<IReadOnlyCollection<EscalationRecipient>>> OfAsync(IReadOnlyList<(Case Case, CaseStep Step)> told, CancellationToken cancel)
    {
        var offices = await OfficesAsync([.. told.Select(x => x.Case.OwnerOfficeId).Distinct()], cancel);
        var places = told.Where(x => ReachesResponsible(x.Step)).Select(x => x.Case.RegionCode).Distinct().ToList();
        var leaders = places.Count == 0 ? null : await responsibilities.NearestOnDayAsync(places, ChinaTime.Today(clock), cancel);
        var accounts = await AccountsAsync(
            [.. told.Select(x => x.Case.AssigneeId).Concat(leaders?.SelectMany(x => x).Select(x => x.StaffId) ?? []).OfType<Guid>().Distinct()], cancel);
        var onDuty = await duty.OnDutyAsync([.. told.Select(x => x.Case.AssigneePostId).OfType<Guid>().Distinct()], ChinaTime.Today(clock), cancel);
        return [.. told.Select(x =>
        {
            HashSet<EscalationRecipient> all = [];
            var people = offices[x.Case.OwnerOfficeId];
            // Nobody has it, or who had it is gone: then it is the whole office's.
            if (x.Case.AssigneeId is { } id && accounts.TryGetValue(id, out var assignee)) all.Add(assignee);
            else all.UnionWith(people.Staff);
            if (x.Case.AssigneePostId is { } post && onDuty.TryGetValue(post, out var person) && person != x.Case.ReporterId) all.Add(EscalationRecipient.Duty(person));
            if (x.Step != CaseStep.HalfTime) all.UnionWith(people.Leaders);
            if (ReachesResponsible(x.Step)) all.UnionWith(leaders![x.Case.RegionCode]
                .Select(l => l.StaffId is { } staff && accounts.TryGetValue(staff, out var account) ? account : EscalationRecipient.Person(l.PersonId)));
            return all;
        })];
    }

    private static bool ReachesResponsible(CaseStep step) => step is CaseStep.Overdue or CaseStep.LongOverdue;

    /// <summary>The accounts of those who have not left.</summary>
    private async Task<Dictionary<Guid, EscalationRecipient>> AccountsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await db.Set<StaffUser>().AsNoTracking().Where(x => ids.Contains(x.Id) && x.LeftAt == null)
            .Select(x => new { x.Id, HasPhone = x.PersonId != null }).ToDictionaryAsync(x => x.Id, x => EscalationRecipient.Staff(x.Id, x.HasPhone), cancel);

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
                            orderby user.LastSignInAt == null, user.LastSignInAt descending, user.Id
                            select new Held(grant.Role, grant.RegionCode, grant.OfficeId, user.Id, user.PersonId != null)).ToListAsync(cancel);
        foreach (var office in offices)
            known[office.Id] = cache.Set((typeof(EscalationRecipients), office.Id), new OfficePeople(StaffOf(office, grants), LeadersOf(office, grants)), Fresh);
        return known;
    }

    private static List<EscalationRecipient> StaffOf(Office office, List<Held> grants) => office.Kind switch
    {
        OfficeKind.Township => Nearest(grants, Role.TownshipStaff, office.RegionCode),
        OfficeKind.County => Nearest(grants, Role.CountyOffice, office.RegionCode),
        OfficeKind.VillageCommittee => Nearest(grants, Role.VillageCommittee, office.RegionCode),
        _ => [.. grants.Where(x => x.Role == Role.DepartmentOfficer && x.OfficeId == office.Id).Select(x => x.Recipient).Distinct().Take(StaffMessages.MostPerOffice)],
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
            .GroupBy(x => x.RegionCode.Length).MaxBy(x => x.Key)?.Select(x => x.Recipient).Distinct().Take(StaffMessages.MostPerOffice).ToList() ?? [];

    private sealed record OfficePeople(IReadOnlyList<EscalationRecipient> Staff, IReadOnlyList<EscalationRecipient> Leaders);

    private sealed record Held(Role Role, string RegionCode, Guid? OfficeId, Guid StaffId, bool HasPhone)
    {
        public EscalationRecipient Recipient => EscalationRecipient.Staff(StaffId, HasPhone);
    }
}
