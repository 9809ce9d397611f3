using System.Data.Common;
using System.Linq.Expressions;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts;

/// <summary>Who holds a post on a day, and who does its work that day.</summary>
/// <param name="HolderId">Null while the post is vacant.</param>
/// <param name="OnLeave">The holder is away that day.</param>
/// <param name="StandInId">Who stands in; null when nobody does.</param>
public sealed record DutyHolder(
    Guid PostId, DutyPostKind Kind, string Title, string RegionCode, string? Alley, Guid? HolderId, string? HolderName, bool OnLeave, Guid? StandInId, string? StandInName)
{
    /// <summary>Who does the work that day; null when nobody does.</summary>
    public Guid? OnDutyId => OnLeave ? StandInId : HolderId;
    public string? OnDutyName => OnLeave ? StandInName : HolderName;

    internal bool PublishesPhone { get; init; }
}

/// <summary>Reads who held which post when. Days are days in Asia/Shanghai.</summary>
public sealed class DutyPostQueries(EngagementDbContext db)
{
    /// <summary>The posts that exist on a day in a village (or everything under a township), vacant ones too, by kind, alley and title.</summary>
    public Task<IReadOnlyList<DutyHolder>> OnDayAsync(string regionCode, DateOnly day, CancellationToken cancel) =>
        ReadAsync(RegionScope.Within<DutyPost>(x => x.RegionCode, regionCode), day, cancel);

    /// <summary>One post on a day; null when it is unknown or did not exist that day.</summary>
    public async Task<DutyHolder?> OnDayAsync(Guid postId, DateOnly day, CancellationToken cancel) =>
        (await ReadAsync(x => x.Id == postId, day, cancel)).SingleOrDefault();

    /// <summary>Who does the work of each of these posts on a day; posts nobody is on duty for are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> OnDutyAsync(IReadOnlyCollection<Guid> postIds, DateOnly day, CancellationToken cancel) =>
        postIds.Count == 0 ? new Dictionary<Guid, Guid>()
            : (await ReadAsync(x => postIds.Contains(x.Id), day, cancel)).Where(x => x.OnDutyId is not null).ToDictionary(x => x.PostId, x => x.OnDutyId!.Value);

    /// <summary>The posts whose work a person does on a day: their own while they are not away, and those they stand in for.</summary>
    public async Task<IReadOnlyList<DutyHolder>> WorkedByAsync(Guid personId, DateOnly day, CancellationToken cancel) =>
        [.. (await ReadAsync(Concerning(personId, day), day, cancel)).Where(x => x.OnDutyId == personId)];

    /// <summary>The posts a person may have to do with on a day, to be asked together with other questions: a row for each household a post is for by name, one with
    /// null for a post without such. Theirs to work are those with <see cref="DutyHolder.OnDutyId"/>; names of people are left out.</summary>
    internal Question<(DutyHolder Post, Guid? Household)> AskWorkedBy(Guid personId, DateOnly day) => new(
        from row in Rows(Concerning(personId, day), day)
        join named in db.Set<PostHousehold>() on row.Id equals named.PostId into households
        from named in households.DefaultIfEmpty()
        select new { row.Id, row.Kind, row.Title, row.RegionCode, row.Alley, row.HolderId, row.LeaveId, row.StandInId, Household = (Guid?)named!.HouseholdId },
        x => (new DutyRow
        {
            Id = x.GetGuid(0),
            Kind = Enum.Parse<DutyPostKind>(x.GetString(1)),
            Title = x.GetString(2),
            RegionCode = x.GetString(3),
            Alley = x.IsDBNull(4) ? null : x.GetString(4),
            HolderId = IdOf(x, 5),
            LeaveId = IdOf(x, 6),
            StandInId = IdOf(x, 7),
        }.ToHolder(), IdOf(x, 8)));

    private static Guid? IdOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private Expression<Func<DutyPost, bool>> Concerning(Guid personId, DateOnly day) =>
        x => db.Set<PostTerm>().Any(t => t.PostId == x.Id && t.PersonId == personId && t.From <= day && (t.To == null || t.To >= day))
            || db.Set<PostLeave>().Any(l => l.PostId == x.Id && l.StandInId == personId && l.From <= day && l.To >= day);

    private async Task<IReadOnlyList<DutyHolder>> ReadAsync(Expression<Func<DutyPost, bool>> which, DateOnly day, CancellationToken cancel)
    {
        var rows = await Rows(which, day).ToListAsync(cancel);
        return [.. rows.OrderBy(x => x.RegionCode, StringComparer.Ordinal).ThenBy(x => x.Kind).ThenBy(x => x.Alley, StringComparer.Ordinal).ThenBy(x => x.Title, StringComparer.Ordinal).ThenBy(x => x.Id)
            .Select(x => x.ToHolder())];
    }

    private IQueryable<DutyRow> Rows(Expression<Func<DutyPost, bool>> which, DateOnly day) =>
        from post in db.Set<DutyPost>().AsNoTracking().Where(which)
        join term in db.Set<PostTerm>().Where(x => x.From <= day && (x.To == null || x.To >= day)) on post.Id equals term.PostId into terms
        from term in terms.DefaultIfEmpty()
        join leave in db.Set<PostLeave>().Where(x => x.From <= day && x.To >= day) on post.Id equals leave.PostId into leaves
        from leave in leaves.DefaultIfEmpty()
        join holder in db.Set<Person>() on term!.PersonId equals holder.Id into holders
        from holder in holders.DefaultIfEmpty()
        join other in db.Set<Person>() on leave!.StandInId equals (Guid?)other.Id into others
        from other in others.DefaultIfEmpty()
        where (post.EndedOn == null || post.EndedOn >= day) && db.Set<PostTerm>().Any(x => x.PostId == post.Id && x.From <= day)
        select new DutyRow
        {
            Id = post.Id,
            Kind = post.Kind,
            Title = post.Title,
            RegionCode = post.RegionCode,
            Alley = post.Alley,
            HolderId = (Guid?)term!.PersonId,
            HolderName = holder!.Name,
            LeaveId = (Guid?)leave!.Id,
            StandInId = leave.StandInId,
            StandInName = other!.Name,
            Publishes = (bool?)term.PublishesPhone,
        };

    /// <summary>A post on a day as the store has it.</summary>
    private sealed record DutyRow
    {
        public required Guid Id { get; init; }
        public required DutyPostKind Kind { get; init; }
        public required string Title { get; init; }
        public required string RegionCode { get; init; }
        public string? Alley { get; init; }
        public Guid? HolderId { get; init; }
        public string? HolderName { get; init; }
        public Guid? LeaveId { get; init; }
        public Guid? StandInId { get; init; }
        public string? StandInName { get; init; }
        public bool? Publishes { get; init; }

        public DutyHolder ToHolder() =>
            new(Id, Kind, Title, RegionCode, Alley, HolderId, HolderName, HolderId is not null && LeaveId is not null, StandInId, StandInName) { PublishesPhone = Publishes == true && LeaveId is null };
    }
}
