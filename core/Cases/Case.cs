using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Safety;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>Something wrong, from the first report to a confirmed end. Complaint, finding and service call share this one class, its states and its clocks.</summary>
public sealed partial class Case : IVersioned
{
    public const int DescriptionMaxLength = 2000;
    public const int AddressMaxLength = 200;
    public const int NumberMaxLength = 32;

    /// <summary>Photos a filing or an addition may carry.</summary>
    public const int MaxPhotos = 9;

    /// <summary>Days after each resolve in which the citizen may reopen, and after which silence closes; to 24:00 of the last day.</summary>
    public const int AnswerDays = 7;

    /// <summary>From this reopening on the level above owns the case.</summary>
    public const int ReopeningsBeforeNextLevel = 2;

    private readonly List<CaseEvent> timeline = [];
    private readonly List<CasePause> pauses = [];

    private Case() { }

    public Guid Id { get; private init; }

    /// <summary>GD + county code + date + counter.</summary>
    public string Number { get; private set; } = "";
    public CaseKind Kind { get; private init; }
    public string CategoryCode { get; private init; } = "";
    public string? Description { get; private init; }
    public CaseVisibility Visibility { get; private init; }

    /// <summary>The citizen asked that the village committee does not see it.</summary>
    public bool HiddenFromCommittee { get; private init; }
    public CaseModeration Moderation { get; private set; }

    /// <summary>What the automatic check said of the words; null when they were not meant for the public.</summary>
    public SafetyVerdict? TextSafety { get; private init; }
    public CaseStatus Status { get; private set; }
    public CaseOutcome? Outcome { get; private set; }
    public CaseClock Clock { get; private set; }

    /// <summary>Village (12 digits) or, when the citizen could only say that much, township (9).</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>First 6 digits of the region: lists of a county are read off one index.</summary>
    public string CountyCode { get; private init; } = "";

    /// <summary>First 9 digits of the region.</summary>
    public string TownshipCode { get; private init; } = "";
    public string? Address { get; private init; }

    /// <summary>WGS-84 degrees.</summary>
    public double? Latitude { get; private init; }

    /// <summary>WGS-84 degrees.</summary>
    public double? Longitude { get; private init; }

    /// <summary>Radius in metres the phone gave.</summary>
    public double? Accuracy { get; private init; }

    /// <summary>The one office that answers for the case.</summary>
    public Guid OwnerOfficeId { get; private set; }
    public Guid? AssigneeId { get; private set; }

    /// <summary>Null when the citizen's account was deleted (the case stays), and for what no citizen reported.</summary>
    public Guid? ReporterId { get; private set; }

    /// <summary>The member of staff who filed for somebody without a phone.</summary>
    public Guid? FiledOnBehalfBy { get; private init; }
    public DateTime FiledAt { get; private init; }
    public DateTime RespondBy { get; private set; }

    /// <summary>When the case must be solved. While the clock stands this is the latest it can become: the moment after the latest end of the pause
    /// at which the remaining time is used up.</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>The policy as it was on the day of filing; later edits move a running clock only when somebody asked for that.</summary>
    public DeadlinePolicy Policy { get; private set; } = null!;
    public DateTime? RespondedAt { get; private set; }
    public DateTime? AcceptedAt { get; private set; }
    public DateTime? ResolvedAt { get; private set; }

    /// <summary>When the citizen was asked: at the resolve, or once somebody else had verified it.</summary>
    public DateTime? AskedAt { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public CaseCloseReason? CloseReason { get; private set; }

    /// <summary>How often the case was resolved; each time the citizen is asked once.</summary>
    public int Round { get; private set; }
    public int ReopenCount { get; private set; }

    /// <summary>Lines on the timeline; gives each its place.</summary>
    public int EventCount { get; private set; }
    public int UrgeCount { get; private set; }
    public int SupportCount { get; private set; }
    public int PhotoCount { get; private set; }
    public Guid? ThumbnailPhotoId { get; private set; }
    public Guid? MergedIntoId { get; private set; }

    /// <summary>What opened the case when no citizen did: <c>pledgeCheck</c>, <c>inspection</c> and so on, as (kind, id).</summary>
    public string? SourceKind { get; private init; }
    public Guid? SourceId { get; private init; }

    /// <summary>The same trouble at the same place within 90 days before (反弹); null when it is new.</summary>
    public Guid? RelapseOfId { get; private init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Lines added in this unit of work, or all when loaded with them.</summary>
    public IReadOnlyList<CaseEvent> Timeline => timeline;

    /// <summary>Pauses that ended in this unit of work, or all that ended when loaded with them.</summary>
    public IReadOnlyList<CasePause> Pauses => pauses;

    public bool IsOpen => Status is CaseStatus.Filed or CaseStatus.Accepted or CaseStatus.InProgress;

    /// <summary>True while others than reporter and staff may read it.</summary>
    public bool IsPublic => Visibility != CaseVisibility.StaffOnly && Moderation == CaseModeration.Passed && Status != CaseStatus.Rejected;

    /// <summary>Last moment (exclusive) at which the citizen may answer or reopen; null until the citizen is asked.</summary>
    public DateTime? AnswerBy => AskedAt is { } at
        ? ChinaTime.ToUtc(DateOnly.FromDateTime(ChinaTime.ToLocal(at)).AddDays(AnswerDays + 1), TimeOnly.MinValue)
        : null;

    public static Case File(CaseFiling filing, Guid id, string number, Guid ownerOfficeId, WorkingCalendar calendar, Actor actor, DateTime now)
    {
        var filed = new Case
        {
            Id = id,
            Number = number,
            Kind = filing.Kind,
            CategoryCode = filing.CategoryCode,
            Description = filing.Description,
            Visibility = filing.Visibility,
            TextSafety = filing.Visibility == CaseVisibility.StaffOnly ? null : filing.TextSafety,
            HiddenFromCommittee = filing.HiddenFromCommittee,
            AboutCommittee = filing.AboutCommittee,
            RegionCode = filing.RegionCode,
            CountyCode = filing.RegionCode[..6],
            TownshipCode = filing.RegionCode[..9],
            Address = filing.Address,
            Latitude = filing.Latitude,
            Longitude = filing.Longitude,
            Accuracy = filing.Accuracy,
            ReporterId = filing.ReporterId,
            FiledOnBehalfBy = filing.FiledOnBehalfBy,
            OwnerOfficeId = ownerOfficeId,
            FiledAt = now,
            Policy = filing.Policy,
            SourceKind = filing.SourceKind,
            SourceId = filing.SourceId,
            RelapseOfId = filing.RelapseOfId,
            RequiresVerification = filing.RequiresVerification || filing.Kind == CaseKind.Finding,
            RespondBy = filing.Policy.RespondBy(now, calendar),
            DueAt = filing.Policy.DueAt(now, calendar),
        };
        filed.RestartEscalation(calendar, now);
        filed.Tell(CaseEventType.Filed, actor, now, onBehalfOf: filing.FiledOnBehalfBy is null ? null : filing.ReporterId);
        return filed;
    }

    /// <summary>Photos were attached; the first one of the filing stands for the case in lists.</summary>
    public void ShowPhotos(IReadOnlyList<Guid> photoIds, PhotoStage stage)
    {
        PhotoCount += photoIds.Count;
        if (photoIds.Count > 0 && stage == PhotoStage.Before) ThumbnailPhotoId ??= photoIds[0];
    }

    private void End(DateTime now, CaseCloseReason reason) => (ClosedAt, CloseReason, NextStepAt) = (now, reason, null);

    /// <summary>Staff who act for the reporter do so on the reporter's behalf.</summary>
    private Guid? BehalfOf(Actor actor) => actor.IsStaff ? ReporterId : null;

    /// <summary>A village official can read the table of allowed moves off the calls of this method.</summary>
    private void Move(CaseStatus to, params ReadOnlySpan<CaseStatus> from)
    {
        Demand(from);
        Status = to;
    }

    private void Demand(params ReadOnlySpan<CaseStatus> from)
    {
        if (!from.Contains(Status)) throw CaseErrors.NotFrom(Status);
    }

    private CaseEvent Tell(
        CaseEventType type, Actor actor, DateTime now, string? text = null, bool isInternal = false, Guid? onBehalfOf = null, Guid? subjectStaffId = null)
    {
        EventCount++;
        var line = new CaseEvent(this, type, actor, now, text, isInternal, onBehalfOf, subjectStaffId);
        timeline.Add(line);
        return line;
    }
}
