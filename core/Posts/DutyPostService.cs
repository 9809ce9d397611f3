using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts;

/// <summary>A post to set up, with its first holder.</summary>
public sealed record PostOpening(
    DutyPostKind Kind, string RegionCode, string? Title, string? Alley, IReadOnlyList<Guid> HouseholdIds, PostPerson Holder, DateOnly From);

/// <summary>Sets posts up, hands them over, records leaves, ends them. One method per intention; null means absent or not the actor's to see.</summary>
public sealed class DutyPostService(EngagementDbContext db, RegionQueries regions, PostPeople people, TimeProvider clock)
{
    private const string Target = "duty_post";
    private static readonly DateOnly Earliest = new(2000, 1, 1), Latest = new(2099, 12, 31);

    /// <summary>Who sets up and hands over a village's posts.</summary>
    private static readonly Role[] Keepers = [Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice];

    public static bool MayKeep(Actor actor, string village) => actor.Holds(village, Keepers);

    /// <exception cref="RuleViolation">The alley, or one of the households, has an alley chief.</exception>
    public async Task<DutyPost> OpenAsync(Actor actor, PostOpening opening, CancellationToken cancel)
    {
        if (await regions.ActiveAsync(opening.RegionCode, cancel) is not { Level: RegionLevel.Village }) throw PostErrors.NotAVillage();
        DemandRight(actor, opening.RegionCode);
        DemandDay(opening.From, "from");
        var alley = Trimmed(opening.Alley);
        if (DutyPost.IsExclusive(opening.Kind) && alley is null && opening.HouseholdIds.Count == 0) throw PostErrors.AlleyNeeded();
        if (DutyPost.IsExclusive(opening.Kind)) await DemandFreeAsync(opening, alley, cancel);
        var holder = await people.FindOrAddAsync(opening.Holder, opening.RegionCode, "holder", cancel);
        var now = clock.UtcNow();
        var post = new DutyPost(clock.NewId(), opening.Kind, opening.RegionCode, Trimmed(opening.Title) ?? PostNames.Of(opening.Kind, alley), alley, opening.HouseholdIds, now);
        post.HandOver(clock.NewId(), holder, opening.From, null);
        db.Add(post);
        db.Add(AuditLine.Of(actor, now, "post.open", Target, post.Id, $"{opening.Kind} {opening.RegionCode}"));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw e.Entries.Any(x => x.Entity is PostHousehold) ? PostErrors.HouseholdTaken() : PostErrors.AlleyTaken();
        }

        return post;
    }

    /// <summary>From this day another person holds it.</summary>
    public Task<DutyPost?> HandOverAsync(Actor actor, Guid id, int version, PostPerson to, DateOnly on, string reason, CancellationToken cancel) =>
        ChangeAsync(actor, id, version, "post.hand_over", async post =>
        {
            DemandDay(on, "on");
            db.Add(post.HandOver(clock.NewId(), await people.FindOrAddAsync(to, post.RegionCode, "holder", cancel), on, reason.Trim()));
        }, cancel);

    /// <summary>Nobody holds it after this day.</summary>
    public Task<DutyPost?> VacateAsync(Actor actor, Guid id, int version, DateOnly lastDay, string reason, CancellationToken cancel) =>
        ChangeAsync(actor, id, version, "post.vacate", post =>
        {
            DemandDay(lastDay, "on");
            post.Vacate(lastDay, reason.Trim());
            return Task.CompletedTask;
        }, cancel);

    /// <param name="standIn">Who does the work meanwhile; null when nobody does.</param>
    public Task<DutyPost?> TakeLeaveAsync(
        Actor actor, Guid id, int version, DateOnly from, DateOnly to, PostPerson? standIn, string? reason, CancellationToken cancel) =>
        ChangeAsync(actor, id, version, "post.leave", async post =>
        {
            DemandDay(from, "from");
            DemandDay(to, "to");
            var other = standIn is null ? (Guid?)null : await people.FindOrAddAsync(standIn, post.RegionCode, "standIn", cancel);
            db.Add(post.TakeLeave(clock.NewId(), from, to, other, Trimmed(reason)));
        }, cancel);

    /// <summary>Back earlier than said; a last day before the first takes the leave back.</summary>
    public Task<DutyPost?> EndLeaveAsync(Actor actor, Guid id, int version, Guid leaveId, DateOnly lastDay, CancellationToken cancel) =>
        ChangeAsync(actor, id, version, "post.end_leave", post =>
        {
            DemandDay(lastDay, "on");
            post.EndLeave(leaveId, lastDay);
            return Task.CompletedTask;
        }, cancel);

    public Task<DutyPost?> RenameAsync(Actor actor, Guid id, int version, string title, CancellationToken cancel) =>
        ChangeAsync(actor, id, version, "post.rename", post =>
        {
            post.Rename(title.Trim());
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Today or a day before is the post's last; who held it when stays known.</summary>
    public Task<DutyPost?> EndAsync(Actor actor, Guid id, int version, DateOnly lastDay, string reason, CancellationToken cancel) =>
        ChangeAsync(actor, id, version, "post.end", post =>
        {
            DemandDay(lastDay, "on");
            // A later end would free the alley today for a second chief.
            if (lastDay > ChinaTime.Today(clock)) throw PostErrors.DayInFuture("on");
            post.End(lastDay, reason.Trim());
            return Task.CompletedTask;
        }, cancel);

    /// <summary>The holder lets the village read their number, or no longer. Nobody else decides that.</summary>
    /// <returns>False when the actor does not hold the post.</returns>
    public async Task<bool> PublishPhoneAsync(Actor actor, Guid id, bool publish, CancellationToken cancel)
    {
        var today = ChinaTime.Today(clock);
        var term = await db.Set<PostTerm>().FirstOrDefaultAsync(x => x.PostId == id && x.PersonId == actor.PersonId && x.From <= today && (x.To == null || x.To >= today), cancel);
        if (actor.PersonId is null || term is null) return false;
        if (publish && !await db.Set<Person>().AnyAsync(x => x.Id == actor.PersonId && (x.VerifiedPhone != null || x.ContactPhone != null), cancel)) throw PostErrors.NoPhone();
        term.PublishPhone(publish);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), publish ? "post.publish_phone" : "post.hide_phone", Target, id));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<DutyPost?> ChangeAsync(Actor actor, Guid id, int version, string action, Func<DutyPost, Task> change, CancellationToken cancel)
    {
        var post = await db.Set<DutyPost>().Include(x => x.Terms).Include(x => x.Leaves).Include(x => x.Households).AsSplitQuery().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (post is null || !actor.Holds(post.RegionCode, Enum.GetValues<Role>())) return null;
        DemandRight(actor, post.RegionCode);
        if (post.Version != version) throw new StaleVersion();
        await change(post);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), action, Target, id));
        await db.SaveChangesAsync(cancel);
        return post;
    }

    /// <summary>The store refuses two at once; this also refuses days on which an ended post still had its chief.</summary>
    private async Task DemandFreeAsync(PostOpening opening, string? alley, CancellationToken cancel)
    {
        if (alley is not null && await db.Set<DutyPost>().AnyAsync(x => x.RegionCode == opening.RegionCode && x.Alley == alley && x.Kind == opening.Kind
            && (x.EndedOn == null || x.EndedOn >= opening.From), cancel)) throw PostErrors.AlleyTaken();
        if (opening.HouseholdIds.Count > 0 && await db.Set<PostHousehold>().AnyAsync(x => opening.HouseholdIds.Contains(x.HouseholdId)
            && db.Set<DutyPost>().Any(p => p.Id == x.PostId && p.Kind == opening.Kind && (p.EndedOn == null || p.EndedOn >= opening.From)), cancel))
            throw PostErrors.HouseholdTaken();
    }

    private static void DemandRight(Actor actor, string village)
    {
        if (!MayKeep(actor, village)) throw PostErrors.OutsideYourRegion();
    }

    internal static void DemandDay(DateOnly day, string field)
    {
        if (day < Earliest || day > Latest) throw PostErrors.DayOutOfRange(field);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
