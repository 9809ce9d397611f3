using Engagement.Core.Data;

namespace Engagement.Core.Posts;

/// <summary>Alley chief 胡同长, grid officer 网格员, environment supervisor 环境监督员, cleaner 保洁员, party member who looks after households 党员联系户.</summary>
public enum DutyPostKind { AlleyChief, GridOfficer, EnvironmentSupervisor, Cleaner, PartyMemberLiaison }

/// <summary>A post in a village: it stays when its holder changes, so that what is given to it finds whoever holds it on the day. Days are
/// days in Asia/Shanghai, both ends included.</summary>
public sealed class DutyPost : IVersioned
{
    public const int TitleMaxLength = 32;
    public const int AlleyMaxLength = 32;

    private readonly List<PostTerm> terms = [];
    private readonly List<PostLeave> leaves = [];
    private readonly List<PostHousehold> households = [];

    private DutyPost() { }

    /// <param name="id">UUIDv7.</param>
    /// <param name="kind">What kind of post.</param>
    /// <param name="regionCode">The village, 12 digits.</param>
    /// <param name="title">What it is called on screens: 东街胡同长.</param>
    /// <param name="alley">The alley or group it answers for; null for the whole village or a set of households.</param>
    /// <param name="householdIds">The households it answers for; empty for the whole alley or village.</param>
    /// <param name="now">UTC.</param>
    public DutyPost(Guid id, DutyPostKind kind, string regionCode, string title, string? alley, IEnumerable<Guid> householdIds, DateTime now)
    {
        Id = id;
        Kind = kind;
        RegionCode = regionCode;
        Title = title;
        Alley = alley;
        CreatedAt = now;
        households.AddRange(householdIds.Distinct().Select(x => new PostHousehold(id, x, IsExclusive(kind))));
    }

    public Guid Id { get; private init; }
    public DutyPostKind Kind { get; private init; }

    /// <summary>The village, 12 digits.</summary>
    public string RegionCode { get; private init; } = "";
    public string Title { get; private set; } = "";
    public string? Alley { get; private init; }
    public DateTime CreatedAt { get; private init; }

    /// <summary>The post's last day; null while it exists.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Terms and leaves ever entered; raised with each, so that two people who change the post at once cannot both succeed.</summary>
    public int LineCount { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Who held it from when to when, in order, never two at once.</summary>
    public IReadOnlyList<PostTerm> Terms => terms;
    public IReadOnlyList<PostLeave> Leaves => leaves;
    public IReadOnlyList<PostHousehold> Households => households;

    /// <summary>One at a time for an alley, and for a household.</summary>
    public static bool IsExclusive(DutyPostKind kind) => kind == DutyPostKind.AlleyChief;

    /// <summary>The person holds the post from this day; whoever held it, held it to the day before.</summary>
    public PostTerm HandOver(Guid id, Guid personId, DateOnly on, string? reason)
    {
        DemandOpen();
        var last = Last();
        if (last is not null)
        {
            if (on <= last.From) throw PostErrors.HandOverTooEarly();
            if (last.PersonId == personId && (last.To is null || last.To >= on.AddDays(-1))) throw PostErrors.SameHolder();
            if (last.To is null || last.To >= on) last.End(on.AddDays(-1), null);
            foreach (var leave in leaves) leave.CutBefore(on);
            leaves.RemoveAll(x => x.To < x.From);
        }

        LineCount++;
        var term = new PostTerm(id, Id, terms.Count + 1, personId, on, reason);
        terms.Add(term);
        return term;
    }

    /// <summary>Nobody holds the post after this day.</summary>
    public void Vacate(DateOnly lastDay, string? reason)
    {
        DemandOpen();
        if (Last() is not { } last || last.To <= lastDay) throw PostErrors.AlreadyVacant();
        if (lastDay < last.From) throw PostErrors.HandOverTooEarly();
        LineCount++;
        last.End(lastDay, reason);
    }

    /// <summary>The holder is away; somebody stands in, or nobody does.</summary>
    public PostLeave TakeLeave(Guid id, DateOnly from, DateOnly to, Guid? standInId, string? reason)
    {
        DemandOpen();
        if (to < from) throw PostErrors.EndsBeforeStart("to");
        var held = terms.Find(x => x.From <= from && (x.To is null || x.To >= to)) ?? throw PostErrors.NotHeldThen();
        if (standInId == held.PersonId) throw PostErrors.StandsInForThemselves();
        if (leaves.Exists(x => x.From <= to && x.To >= from)) throw PostErrors.OnLeaveAlready();
        LineCount++;
        var leave = new PostLeave(id, Id, held.PersonId, from, to, standInId, reason);
        leaves.Add(leave);
        return leave;
    }

    /// <summary>Back early: this is the last day away. A day before the first takes the leave back.</summary>
    /// <returns>False when the leave is gone altogether.</returns>
    public bool EndLeave(Guid leaveId, DateOnly lastDay)
    {
        var leave = leaves.Find(x => x.Id == leaveId) ?? throw PostErrors.NoSuchLeave();
        if (lastDay > leave.To) throw PostErrors.EndsBeforeStart("on");
        LineCount++;
        leave.CutBefore(lastDay.AddDays(1));
        if (leave.To >= leave.From) return true;
        leaves.Remove(leave);
        return false;
    }

    public void Rename(string title) => Title = title;

    /// <summary>The post exists to this day; its history stays.</summary>
    public void End(DateOnly lastDay, string? reason)
    {
        DemandOpen();
        if (Last() is { } last)
        {
            if (lastDay < last.From) throw PostErrors.HandOverTooEarly();
            if (last.To is null || last.To > lastDay) last.End(lastDay, reason);
        }

        LineCount++;
        EndedOn = lastDay;
        foreach (var household in households) household.Release();
    }

    /// <summary>Who held it on a day.</summary>
    public PostTerm? TermOn(DateOnly day) => EndedOn < day ? null : terms.Find(x => x.From <= day && (x.To is null || x.To >= day));

    private PostTerm? Last() => terms.MaxBy(x => x.Sequence);

    private void DemandOpen()
    {
        if (EndedOn is not null) throw PostErrors.Ended();
    }
}
