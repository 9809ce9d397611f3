using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts;

/// <summary>Pages about posts: the day, the month, one post's history, and what a villager sees.</summary>
public sealed class PostCalendar(EngagementDbContext db, DutyPostQueries duty, RegionQueries regions, FieldCipher cipher, TimeProvider clock)
{
    private static readonly Role[] Anyone = Enum.GetValues<Role>();

    /// <summary>Who holds what on a day, today when null. Posts that have not begun or have ended are left out.</summary>
    /// <exception cref="NotAllowed">The actor has no right there.</exception>
    public async Task<IReadOnlyList<PostOnDay>> DayAsync(Actor actor, string regionCode, DateOnly? day, CancellationToken cancel)
    {
        Demand(actor, regionCode);
        if (day is { } given) DutyPostService.DemandDay(given, "on");
        var found = await duty.OnDayAsync(regionCode, day ?? ChinaTime.Today(clock), cancel);
        var ids = found.Select(x => x.PostId).ToList();
        var more = await db.Set<DutyPost>().AsNoTracking().Where(x => ids.Contains(x.Id)).Select(x => new { x.Id, x.Version, Count = x.Households.Count })
            .ToDictionaryAsync(x => x.Id, cancel);
        var places = await regions.NamesAsync([.. found.Select(x => x.RegionCode)], cancel, fromLength: 9);
        return [.. found.Select(x => new PostOnDay(x.PostId, x.Kind, x.Title, x.RegionCode, places[x.RegionCode], x.Alley, x.HolderId, x.HolderName, x.OnLeave,
            x.OnLeave ? x.StandInId : null, x.OnLeave ? x.StandInName : null, x.OnDutyId, x.OnDutyName, more[x.PostId].Count, more[x.PostId].Version))];
    }

    /// <summary>Every post that existed in a month, cut into spans by who did its work.</summary>
    public async Task<IReadOnlyList<PostMonth>> MonthAsync(Actor actor, string village, DateOnly month, CancellationToken cancel)
    {
        Demand(actor, village);
        DutyPostService.DemandDay(month, "month");
        var first = new DateOnly(month.Year, month.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        var posts = await db.Set<DutyPost>().AsNoTracking().Include(x => x.Terms).Include(x => x.Leaves).AsSplitQuery().Under(x => x.RegionCode, village)
            .Where(x => (x.EndedOn == null || x.EndedOn >= first) && x.Terms.Any(t => t.From <= last)).ToListAsync(cancel);
        var names = await NamesAsync(posts, cancel);
        return [.. posts.OrderBy(x => x.RegionCode, StringComparer.Ordinal).ThenBy(x => x.Kind).ThenBy(x => x.Alley, StringComparer.Ordinal).ThenBy(x => x.Id)
            .Select(x => new PostMonth(x.Id, x.Kind, x.Title, x.Alley, Spans(x, first, last, names)))];
    }

    /// <summary>Null when absent or not the actor's to see.</summary>
    public async Task<PostDetail?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var post = await db.Set<DutyPost>().AsNoTracking().Include(x => x.Terms).Include(x => x.Leaves).Include(x => x.Households).AsSplitQuery()
            .FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (post is null || !actor.Holds(post.RegionCode, Anyone)) return null;
        var names = await NamesAsync([post], cancel);
        return new PostDetail(post.Id, post.Kind, post.Title, post.RegionCode, (await regions.NamesAsync([post.RegionCode], cancel, fromLength: 9))[post.RegionCode],
            post.Alley, [.. post.Households.Select(x => x.HouseholdId)], post.EndedOn,
            [.. post.Terms.OrderBy(x => x.Sequence).Select(x => new PostTermView(x.PersonId, names.GetValueOrDefault(x.PersonId), x.From, x.To, x.Reason, x.PublishesPhone))],
            [.. post.Leaves.OrderBy(x => x.From).Select(x => new PostLeaveView(x.Id, x.PersonId, names.GetValueOrDefault(x.PersonId), x.From, x.To, x.StandInId,
                x.StandInId is { } other ? names.GetValueOrDefault(other) : null, x.Reason))],
            DutyPostService.MayKeep(actor, post.RegionCode), post.Version);
    }

    /// <summary>Who does what today in the villager's own village; empty for who has not said which that is.</summary>
    public async Task<IReadOnlyList<VillagePost>> OwnVillageAsync(Actor actor, CancellationToken cancel)
    {
        var village = await db.Set<Person>().Where(x => x.Id == actor.PersonId).Select(x => x.RegionCode).FirstOrDefaultAsync(cancel);
        if (village is null) return [];
        var found = (await duty.OnDayAsync(village, ChinaTime.Today(clock), cancel)).Where(x => x.OnDutyId is not null).ToList();
        var publishing = found.Where(x => x.PublishesPhone).Select(x => x.HolderId!.Value).ToList();
        var phones = await db.Set<Person>().AsNoTracking().Where(x => publishing.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Phone, cancel);
        return [.. found.Select(x => new VillagePost(x.Kind, PostNames.Of(x.Kind), x.Title, x.Alley, x.OnDutyName, x.OnLeave,
            x.PublishesPhone && phones.GetValueOrDefault(x.HolderId!.Value) is { } phone ? cipher.Decrypt(phone) : null))];
    }

    /// <summary>What the actor holds or stands in for today.</summary>
    public async Task<IReadOnlyList<HeldPost>> HeldAsync(Actor actor, CancellationToken cancel)
    {
        if (actor.PersonId is not { } person) return [];
        var held = await duty.WorkedByAsync(person, ChinaTime.Today(clock), cancel);
        var places = await regions.NamesAsync([.. held.Select(x => x.RegionCode)], cancel, fromLength: 9);
        return [.. held.Select(x => new HeldPost(x.PostId, x.Kind, x.Title, x.RegionCode, places[x.RegionCode], x.OnLeave, x.PublishesPhone))];
    }

    private static List<DutySpan> Spans(DutyPost post, DateOnly first, DateOnly last, IReadOnlyDictionary<Guid, string?> names)
    {
        List<DutySpan> spans = [];
        for (var day = first; day <= last && (post.EndedOn is null || day <= post.EndedOn); day = day.AddDays(1))
        {
            var leave = post.Leaves.FirstOrDefault(x => x.From <= day && x.To >= day);
            var held = post.TermOn(day);
            var (person, standIn) = held is null ? (null, false) : leave is null ? (held.PersonId, false) : (leave.StandInId, true);
            if (spans is [.., var before] && before.PersonId == person && before.StandIn == standIn) spans[^1] = before with { To = day };
            else spans.Add(new DutySpan(day, day, person, person is { } id ? names.GetValueOrDefault(id) : null, standIn));
        }

        return spans;
    }

    private async Task<IReadOnlyDictionary<Guid, string?>> NamesAsync(IReadOnlyList<DutyPost> posts, CancellationToken cancel)
    {
        var ids = posts.SelectMany(x => x.Terms.Select(t => t.PersonId).Concat(x.Leaves.Select(l => l.StandInId).OfType<Guid>())).Distinct().ToList();
        return await db.Set<Person>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
    }

    private static void Demand(Actor actor, string regionCode)
    {
        if (!actor.Holds(regionCode, Anyone)) throw PostErrors.OutsideYourRegion();
    }
}
