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

    /// <summary>Null when the citizen's account was deleted; the case stays.</summary>
    public Guid? ReporterId { get; private set; }

    /// <summary>The member of staff who filed for somebody without a phone.</summary>
    public Guid? FiledOnBehalfBy { get; private init; }
    public DateTime FiledAt { get; private init; }
    public DateTime RespondBy { get; private set; }
    public DateTime DueAt { get; private set; }

    /// <summary>The policy as it was on the day of filing; later edits do not move a running clock.</summary>
    public DeadlinePolicy Policy { get; private init; } = null!;
    public DateTime? RespondedAt { get; private set; }
    public DateTime? AcceptedAt { get; private set; }
    public DateTime? ResolvedAt { get; private set; }
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

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Lines added in this unit of work, or all when loaded with them.</summary>
    public IReadOnlyList<CaseEvent> Timeline => timeline;

    public bool IsOpen => Status is CaseStatus.Filed or CaseStatus.Accepted or CaseStatus.InProgress;

    /// <summary>True while others than reporter and staff may read it.</summary>
    public bool IsPublic => Visibility != CaseVisibility.StaffOnly && Moderation == CaseModeration.Passed && Status != CaseStatus.Rejected;

    /// <summary>Last moment (exclusive) at which the citizen may answer or reopen; null before the first resolve.</summary>
    public DateTime? AnswerBy => ResolvedAt is { } at
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
            RespondBy = filing.Policy.RespondBy(now, calendar),
            DueAt = filing.Policy.DueAt(now, calendar),
        };
        filed.Tell(CaseEventType.Filed, actor, now, onBehalfOf: filing.FiledOnBehalfBy is null ? null : filing.ReporterId);
        return filed;
    }

    /// <summary>The office takes the case on; whoever accepts has read it, so a public complaint becomes visible.</summary>
    public void Accept(Actor actor, DateTime now, string? note = null)
    {
        Move(CaseStatus.Accepted, CaseStatus.Filed);
        AcceptedAt = now;
        RespondedAt ??= now;
        if (Moderation == CaseModeration.Waiting) Moderation = CaseModeration.Passed;
        Tell(CaseEventType.Accepted, actor, now, note);
    }

    /// <summary>The office says why it will not act; the citizen reads the reason.</summary>
    public void Reject(Actor actor, DateTime now, string reason)
    {
        Move(CaseStatus.Rejected, CaseStatus.Filed, CaseStatus.Accepted);
        RespondedAt ??= now;
        Tell(CaseEventType.Rejected, actor, now, reason);
    }

    public void Assign(Actor actor, DateTime now, Guid assigneeId, string? note = null)
    {
        if (Status == CaseStatus.Filed) throw CaseErrors.AcceptFirst();
        Demand(CaseStatus.Accepted, CaseStatus.InProgress);
        (AssigneeId, AssigneePostId) = (assigneeId, null);
        Tell(CaseEventType.Assigned, actor, now, note, subjectStaffId: assigneeId);
    }

    public void Start(Actor actor, DateTime now, string? note = null)
    {
        Move(CaseStatus.InProgress, CaseStatus.Accepted);
        Tell(CaseEventType.Started, actor, now, note);
    }

    /// <summary>The work is done, in words; the service demands the after-photo. Now the citizen is asked.</summary>
    public CaseEvent Resolve(Actor actor, DateTime now, string text)
    {
        if (Status == CaseStatus.Filed) throw CaseErrors.AcceptFirst();
        Move(CaseStatus.Resolved, CaseStatus.Accepted, CaseStatus.InProgress);
        ResolvedAt = now;
        Round++;
        Outcome = null;
        return Tell(CaseEventType.Resolved, actor, now, text);
    }

    /// <summary>Staff close only with a reason that the figures show.</summary>
    public void Close(Actor actor, DateTime now, string reason)
    {
        if (Status == CaseStatus.Filed) throw CaseErrors.AcceptFirst();
        Move(CaseStatus.Closed, CaseStatus.Accepted, CaseStatus.InProgress, CaseStatus.Resolved);
        End(now, CaseCloseReason.ByStaff);
        Tell(CaseEventType.Closed, actor, now, reason);
    }

    /// <summary>Seven days of silence: neither solved nor unsolved.</summary>
    public void CloseUnanswered(DateTime now)
    {
        if (Status != CaseStatus.Resolved || AnswerBy > now) throw CaseErrors.StillWaiting();
        Status = CaseStatus.Closed;
        Outcome = CaseOutcome.NoAnswer;
        End(now, CaseCloseReason.Unanswered);
        Tell(CaseEventType.Closed, Actor.System, now);
    }

    /// <summary>The citizen answers: solved closes, unsolved reopens.</summary>
    public CaseRating Rate(Guid id, Actor actor, DateTime now, bool solved, int satisfaction, string? comment, WorkingCalendar calendar)
    {
        if (Status != CaseStatus.Resolved) throw Status == CaseStatus.Closed ? CaseErrors.AlreadyClosed() : CaseErrors.NotResolvedYet();
        var rating = new CaseRating(id, Id, Round, solved, satisfaction, comment, now);
        if (solved)
        {
            Status = CaseStatus.Closed;
            Outcome = CaseOutcome.Solved;
            End(now, CaseCloseReason.Confirmed);
        }

        Tell(CaseEventType.Rated, actor, now, comment, onBehalfOf: BehalfOf(actor));
        if (!solved)
        {
            BackToWork(actor, now, comment, calendar);
        }

        return rating;
    }

    /// <summary>The citizen found within seven days of the resolve that it is not solved after all.</summary>
    public CaseEvent Reopen(Actor actor, DateTime now, string reason, WorkingCalendar calendar)
    {
        if (Status is not (CaseStatus.Resolved or CaseStatus.Closed) || ResolvedAt is null) throw CaseErrors.NotResolvedYet();
        if (CloseReason is CaseCloseReason.Withdrawn) throw CaseErrors.AlreadyClosed();
        if (now >= AnswerBy) throw CaseErrors.ReopenTooLate();
        return BackToWork(actor, now, reason, calendar);
    }

    /// <summary>From the second reopening on the level above answers for the case.</summary>
    public void HandUp(Guid officeId, DateTime now)
    {
        if (OwnerOfficeId == officeId) return;
        OwnerOfficeId = officeId;
        AssigneeId = AssigneePostId = null;
        Tell(CaseEventType.HandedOver, Actor.System, now);
    }

    /// <summary>The assignee left; the case goes to another person or back to "unassigned".</summary>
    public void HandOver(Actor actor, DateTime now, Guid? toStaffId)
    {
        AssigneeId = toStaffId;
        Tell(CaseEventType.HandedOver, actor, now, subjectStaffId: toStaffId);
    }

    public CaseEvent Note(Actor actor, DateTime now, string text) => Tell(CaseEventType.Noted, actor, now, text, isInternal: true);

    /// <summary>The same thing was reported before; this case follows the other.</summary>
    public void MergeInto(Case target, Actor actor, DateTime now, string? reason)
    {
        if (target.Id == Id) throw CaseErrors.MergeWithItself();
        if (!target.IsOpen) throw CaseErrors.MergeTargetNotOpen();
        Move(CaseStatus.Merged, CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress);
        RespondedAt ??= now;
        MergedIntoId = target.Id;
        Tell(CaseEventType.Merged, actor, now, reason);
        target.Tell(CaseEventType.MergedFrom, actor, now, isInternal: true);
    }

    /// <summary>When the target of an earlier merge is itself merged, what followed it follows on, so chains never form.</summary>
    public void FollowTo(Guid targetId) => MergedIntoId = targetId;

    public CaseEvent Add(Actor actor, DateTime now, string? text)
    {
        if (!IsOpen && Status != CaseStatus.Resolved) throw CaseErrors.AlreadyClosed();
        return Tell(CaseEventType.Added, actor, now, text, onBehalfOf: BehalfOf(actor));
    }

    public void Withdraw(Actor actor, DateTime now, string? reason)
    {
        if (!IsOpen) throw CaseErrors.AlreadyClosed();
        Status = CaseStatus.Closed;
        End(now, CaseCloseReason.Withdrawn);
        Tell(CaseEventType.Withdrawn, actor, now, reason, onBehalfOf: BehalfOf(actor));
    }

    /// <summary>The citizen asks to hurry; at most once a day.</summary>
    public void Urge(Actor actor, DateTime now, string? text)
    {
        if (!IsOpen) throw CaseErrors.NothingToUrge();
        UrgeCount++;
        Tell(CaseEventType.Urged, actor, now, text, onBehalfOf: BehalfOf(actor));
    }

    /// <summary>A neighbour may say "me too" to what is public and still open. The count itself is raised by a set-based update, so
    /// that a supporter never makes a clerk's edit stale.</summary>
    public void DemandSupportable(Guid personId)
    {
        if (ReporterId == personId) throw CaseErrors.OwnCase();
        if (!IsPublic || !IsOpen) throw CaseErrors.NothingToSupport();
    }

    /// <summary>Photos were attached; the first one of the filing stands for the case in lists.</summary>
    public void ShowPhotos(IReadOnlyList<Guid> photoIds, PhotoStage stage)
    {
        PhotoCount += photoIds.Count;
        if (photoIds.Count > 0 && stage == PhotoStage.Before) ThumbnailPhotoId ??= photoIds[0];
    }

    private CaseEvent BackToWork(Actor actor, DateTime now, string? reason, WorkingCalendar calendar)
    {
        Status = CaseStatus.Accepted;
        Outcome = null;
        ClosedAt = null;
        CloseReason = null;
        ReopenCount++;
        DueAt = Policy.DueAt(now, calendar);
        return Tell(CaseEventType.Reopened, actor, now, reason, onBehalfOf: BehalfOf(actor));
    }

    private void End(DateTime now, CaseCloseReason reason) => (ClosedAt, CloseReason) = (now, reason);

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
