using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Regions;
using Engagement.Core.Shared;

namespace Engagement.Api.Cases;

/// <summary>What is laid down for a category in a place; without times, what holds one level up.</summary>
public sealed record DeadlineRequest
{
    /// <summary>County or township; everywhere when left out.</summary>
    [AtMost(Core.Regions.Region.CodeMaxLength)]
    public string? Region { get; init; }

    /// <summary>Left out together with <c>resolveWithin</c>: the place goes by what holds one level up.</summary>
    public AllowanceRequest? RespondWithin { get; init; }
    public AllowanceRequest? ResolveWithin { get; init; }

    /// <summary>When it begins; at once when left out.</summary>
    public DateTime? From { get; init; }

    [AtMost(RuleChange.ReasonMaxLength)]
    public string? Reason { get; init; }

    /// <summary>Clocks that run already are moved too. Only with a rule that begins at once.</summary>
    public bool ApplyToRunning { get; init; }

    /// <summary>The <c>version</c> of the row that was looked at.</summary>
    [Given, Between(0, int.MaxValue)]
    public int? Version { get; init; }

    internal DeadlineSetting ToSetting(string category) =>
        new(category, Region?.Trim() ?? "", DeadlinePreviewRequest.PolicyOf(RespondWithin, ResolveWithin), From, Reason, ApplyToRunning, Version!.Value);
}

/// <summary>Deadlines that are only considered; without times, what holds one level up.</summary>
public sealed record DeadlinePreviewRequest(
    [property: AtMost(Core.Regions.Region.CodeMaxLength)] string? Region, AllowanceRequest? RespondWithin, AllowanceRequest? ResolveWithin)
{
    internal static DeadlinePolicy? PolicyOf(AllowanceRequest? respond, AllowanceRequest? resolve)
    {
        if (respond is null != resolve is null) throw new InvalidInput(respond is null ? "respondWithin" : "resolveWithin", "响应时限和办结时限须同时填写。");
        return respond is null ? null : new DeadlinePolicy(respond.ToAllowance(), resolve!.ToAllowance());
    }
}

/// <summary>A category as its editor sees it.</summary>
public sealed record CategoryBody(
    string Code, string Name, string Hint, string Icon, CasePriority Priority, int SortOrder, bool Active, bool RequiresVerification, int Version)
{
    internal static CategoryBody Of(Category x) => new(x.Code, x.Name, x.Hint, x.Icon, x.Priority, x.SortOrder, x.Active, x.RequiresVerification, x.Version);
}

public record CategoryRequest
{
    [Needed(Category.NameMaxLength)]
    public string Name { get; init; } = "";

    [AtMost(Category.HintMaxLength)]
    public string? Hint { get; init; }

    /// <summary>Name of a TDesign icon.</summary>
    [Needed(Category.IconMaxLength)]
    public string Icon { get; init; } = "";

    [Given]
    public CasePriority? Priority { get; init; }

    [Given, Between(0, 100_000)]
    public int? SortOrder { get; init; }

    [Given]
    public bool? Active { get; init; }
    public bool RequiresVerification { get; init; }

    internal CategorySetting ToSetting() =>
        new(Name.Trim(), Hint?.Trim() ?? "", Icon.Trim(), Priority!.Value, SortOrder!.Value, Active!.Value, RequiresVerification);
}

public sealed record NewCategoryRequest : CategoryRequest
{
    /// <summary>Stable word of small letters, digits and hyphens.</summary>
    [Needed(Category.CodeMaxLength)]
    public string Code { get; init; } = "";
}

public sealed record CategoryEditRequest : CategoryRequest
{
    [Given]
    public int? Version { get; init; }
}

public sealed record CalendarDay([property: Given] DateOnly? Date, [property: AtMost(20)] string? Name);

/// <summary>The announced days of a year.</summary>
public sealed record CalendarYearBody(int Year, bool Known, IReadOnlyList<CalendarDay> Holidays, IReadOnlyList<DateOnly> MakeUpWorkdays, string Source, int Version)
{
    internal static CalendarYearBody Of(CalendarYearView x) =>
        new(x.Year, x.Known, [.. x.Holidays.OrderBy(d => d.Key).Select(d => new CalendarDay(d.Key, d.Value))], x.MakeUpWorkdays, x.Source, x.Version);
}

public sealed record CalendarYearRequest(
    [property: Items(1, 366)] IReadOnlyList<CalendarDay> Holidays, [property: Items(0, 366)] IReadOnlyList<DateOnly>? MakeUpWorkdays,
    [property: Needed(RuleChange.ReasonMaxLength)] string Source, [property: Given, Between(0, int.MaxValue)] int? Version)
{
    internal WorkingCalendarYear ToYear(int year)
    {
        if (Holidays.DistinctBy(x => x.Date).Count() != Holidays.Count) throw DeadlineErrors.BadDay("holidays");
        return new WorkingCalendarYear(year, Holidays.ToDictionary(x => x.Date!.Value, x => x.Name?.Trim() ?? ""), [.. (MakeUpWorkdays ?? []).Distinct()]);
    }
}

/// <summary>A year as announced: <c>{"holidays": {"2027-01-01": "元旦"}, "makeUpWorkdays": ["2027-01-03"]}</c>.</summary>
public sealed record CalendarImportYear(IReadOnlyDictionary<DateOnly, string> Holidays, IReadOnlyList<DateOnly>? MakeUpWorkdays);

/// <summary>One file's worth of years, each going before what was known of it.</summary>
public sealed record CalendarImportRequest([property: Needed(RuleChange.ReasonMaxLength)] string Source, [property: Given] IReadOnlyDictionary<string, CalendarImportYear>? Years);

public sealed record HoursSpan([property: Given] TimeOnly? From, [property: Given] TimeOnly? To);

public sealed record OfficeHoursBody(string County, IReadOnlyList<HoursSpan> Spans, int Version)
{
    internal static OfficeHoursBody Of(OfficeHoursView x) => new(x.County, [.. x.Spans.Select(s => new HoursSpan(s.From, s.To))], x.Version);
}

public sealed record OfficeHoursRequest([property: Items(1, 4)] IReadOnlyList<HoursSpan> Spans, [property: Given, Between(0, int.MaxValue)] int? Version);

public sealed record RuleHistoryRequest(
    Choice<RuleKind>? Kind, [property: AtMost(RuleChange.SubjectMaxLength)] string? Subject, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);
