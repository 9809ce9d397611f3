using System.Linq.Expressions;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Privacy;

/// <summary>What to look for in the trail; null means whatever.</summary>
/// <param name="From">First day in Asia/Shanghai.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Actor">An account's id, or a part of a staff user name or shown name.</param>
/// <param name="Action">A dotted word, or its first part for all that begin so: <c>case</c>.</param>
/// <param name="Target">An id, a case number, or a kind of thing: <c>staff</c>.</param>
/// <param name="Region">Only what accounts of this region did.</param>
public sealed record AuditFilter(DateOnly From, DateOnly To, string? Actor, string? Action, string? Target, string? Region);

/// <summary>One line of the trail with its names.</summary>
/// <param name="ActorName">Staff by their shown name, villagers masked; null for the system and for a sign-in under an unknown name.</param>
/// <param name="OnBehalfOfName">Masked; null when nobody was acted for.</param>
/// <param name="TargetName">A case's number, a member of staff's, an office's name, a villager masked; null for other things.</param>
/// <param name="Address">Network address it came from.</param>
public sealed record AuditEntry(
    Guid Id, DateTime At, ActorKind ActorKind, Guid? ActorId, string? ActorName, Guid? OnBehalfOf, string? OnBehalfOfName,
    string Action, string TargetKind, Guid? TargetId, string? TargetName, string? Address, string? Detail);

/// <summary>Who did what, for administrators and auditors: what the accounts of their regions did. Reading it writes nothing.</summary>
public sealed class AuditTrail(EngagementDbContext db)
{
    /// <summary>The longest period, in days.</summary>
    public const int MaxDays = 366;

    /// <summary>From this level up (city, province) one also reads what belongs to no region: the system's own acts, sign-ins under unknown names,
    /// and what villagers did who have not said where they live or whose account is deleted.</summary>
    private const int WholeCity = 4;

    private const string StaffTarget = "staff", PersonTarget = "person", OfficeTarget = "office";

    /// <summary>Newest first.</summary>
    /// <exception cref="InvalidInput">The period ends before it begins or is too long, or the cursor is not this list's.</exception>
    /// <exception cref="NotAllowed">Neither administrator nor auditor, or not of this region.</exception>
    public async Task<Page<AuditEntry>> ListAsync(Actor actor, AuditFilter filter, int limit, string? after, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.To < filter.From || filter.To.DayNumber - filter.From.DayNumber >= MaxDays) throw PrivacyErrors.WrongAuditPeriod();
        var (from, to) = (ChinaTime.ToUtc(filter.From, TimeOnly.MinValue), ChinaTime.ToUtc(filter.To.AddDays(1), TimeOnly.MinValue));
        var lines = db.Set<AuditLine>().AsNoTracking().Where(x => x.At >= from && x.At < to).Where(VisibleTo(actor, filter.Region));
        lines = OfActor(lines, filter.Actor);
        if (filter.Action is { Length: > 0 } action) lines = lines.Where(x => x.Action == action || x.Action.StartsWith(action + "."));
        lines = await OnTargetAsync(lines, filter.Target, cancel);
        if (Cursor.Decode(after, 2) is { } values)
        {
            var (at, id) = Cursor.Read(values, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            lines = lines.Where(x => x.At <= at && (x.At < at || x.Id < id));
        }

        var page = Page<AuditLine>.Cut(await lines.OrderByDescending(x => x.At).ThenByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancel), limit, x => [x.At, x.Id]);
        return new Page<AuditEntry>(await ShowAsync(page.Items, cancel), page.Next);
    }

    private Expression<Func<AuditLine, bool>> VisibleTo(Actor actor, string? region)
    {
        var own = actor.Grants.Where(x => x.Role is Role.Administrator or Role.Auditor).Select(x => x.RegionCode).Distinct().ToList();
        if (!actor.IsStaff || own.Count == 0) throw PrivacyErrors.NotAnAuditor();
        if (string.IsNullOrEmpty(region)) return own.Select(x => Within(x, x.Length <= WholeCity)).Aggregate((all, x) => all.Or(x));
        return actor.Holds(region, Role.Administrator, Role.Auditor) ? Within(region, withPlaceless: false) : throw PrivacyErrors.AuditElsewhere();
    }

    /// <summary>Done by staff with a right in the region, ended ones too, or by villagers who live there.</summary>
    private Expression<Func<AuditLine, bool>> Within(string region, bool withPlaceless)
    {
        var staff = db.Set<Grant>().Where(RegionScope.Within<Grant>(x => x.RegionCode, region));
        var people = db.Set<Person>().Where(x => x.RegionCode != null).Where(RegionScope.Within<Person>(x => x.RegionCode!, region));
        var placeless = db.Set<Person>().Where(x => x.RegionCode == null);
        return x => (x.ActorKind == ActorKind.Staff && staff.Any(g => g.StaffUserId == x.ActorId))
            || (x.ActorKind == ActorKind.Villager && people.Any(p => p.Id == x.ActorId))
            || (withPlaceless && (x.ActorId == null || (x.ActorKind == ActorKind.Villager && placeless.Any(p => p.Id == x.ActorId))));
    }

    private IQueryable<AuditLine> OfActor(IQueryable<AuditLine> lines, string? words)
    {
        if (string.IsNullOrWhiteSpace(words)) return lines;
        if (Guid.TryParse(words, out var id)) return lines.Where(x => x.ActorId == id);
        var (text, upper) = (words.Trim(), words.Trim().ToUpperInvariant());
        var named = db.Set<StaffUser>().Where(x => x.DisplayName.Contains(text) || x.NormalizedUserName!.Contains(upper));
        return lines.Where(x => x.ActorKind == ActorKind.Staff && named.Any(u => u.Id == x.ActorId));
    }

    private async Task<IQueryable<AuditLine>> OnTargetAsync(IQueryable<AuditLine> lines, string? words, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(words)) return lines;
        var text = words.Trim();
        if (Guid.TryParse(text, out var id)) return lines.Where(x => x.TargetId == id);
        var number = text.ToUpperInvariant();
        var found = await db.Set<Case>().AsNoTracking().Where(x => x.Number == number).Select(x => (Guid?)x.Id).FirstOrDefaultAsync(cancel);
        return found is null ? lines.Where(x => x.TargetKind == text) : lines.Where(x => x.TargetId == found);
    }

    private async Task<IReadOnlyList<AuditEntry>> ShowAsync(IReadOnlyList<AuditLine> lines, CancellationToken cancel)
    {
        var (staffIds, caseIds, officeIds) = (Ids(ActorKind.Staff, StaffTarget), Targets(ComplaintService.PhotoOwner), Targets(OfficeTarget));
        var personIds = Ids(ActorKind.Villager, PersonTarget).Union(lines.Select(x => x.OnBehalfOf).OfType<Guid>()).ToList();
        var staff = await NamesAsync(db.Set<StaffUser>().Where(x => staffIds.Contains(x.Id)).Select(x => new Named(x.Id, x.DisplayName)), staffIds, cancel);
        var people = await NamesAsync(db.Set<Person>().Where(x => personIds.Contains(x.Id)).Select(x => new Named(x.Id, x.Name)), personIds, cancel);
        var cases = await NamesAsync(db.Set<Case>().Where(x => caseIds.Contains(x.Id)).Select(x => new Named(x.Id, x.Number)), caseIds, cancel);
        var offices = await NamesAsync(db.Set<Office>().Where(x => officeIds.Contains(x.Id)).Select(x => new Named(x.Id, x.Name)), officeIds, cancel);
        return [.. lines.Select(x => new AuditEntry(
            x.Id, x.At, x.ActorKind, x.ActorId, x.ActorKind switch { ActorKind.Staff => Of(staff, x.ActorId), ActorKind.Villager => Masked(x.ActorId), _ => null },
            x.OnBehalfOf, Masked(x.OnBehalfOf), x.Action, x.TargetKind, x.TargetId,
            x.TargetKind switch
            {
                ComplaintService.PhotoOwner => Of(cases, x.TargetId),
                StaffTarget => Of(staff, x.TargetId),
                OfficeTarget => Of(offices, x.TargetId),
                PersonTarget => Masked(x.TargetId),
                _ => null,
            },
            x.Address, x.Detail))];

        List<Guid> Targets(string kind) => [.. lines.Where(x => x.TargetKind == kind).Select(x => x.TargetId).OfType<Guid>().Distinct()];
        List<Guid> Ids(ActorKind kind, string target) => [.. lines.Where(x => x.ActorKind == kind).Select(x => x.ActorId).OfType<Guid>().Union(Targets(target))];
        string? Masked(Guid? id) => Person.Mask(Of(people, id));
        static string? Of(Dictionary<Guid, string?> names, Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }

    private static async Task<Dictionary<Guid, string?>> NamesAsync(IQueryable<Named> names, List<Guid> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await names.ToDictionaryAsync(x => x.Id, x => x.Name, cancel);

    private sealed record Named(Guid Id, string? Name);
}
