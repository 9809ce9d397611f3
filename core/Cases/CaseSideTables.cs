using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>A pause or deferral that is over. Written when it ends, never changed.</summary>
public sealed class CasePause
{
    private CasePause() { }

    internal CasePause(Guid caseId, int number, CaseClock clock, CasePauseReason? reason, DateTime from, DateTime to)
    {
        CaseId = caseId;
        Number = number;
        Clock = clock;
        Reason = reason;
        From = from;
        To = to;
    }

    public Guid CaseId { get; private init; }

    /// <summary>1, 2, 3 … within the case.</summary>
    public int Number { get; private init; }

    /// <summary>Paused or deferred.</summary>
    public CaseClock Clock { get; private init; }

    /// <summary>Null for a deferral.</summary>
    public CasePauseReason? Reason { get; private init; }
    public DateTime From { get; private init; }
    public DateTime To { get; private init; }
}

/// <summary>What the owner asked the level above for, and the answer.</summary>
public sealed class CaseRequest
{
    private CaseRequest() { }

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public CaseRequestKind Kind { get; private init; }

    /// <summary>The reason of an extension, the plan of a deferral.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>With an extension: how much more, counted on from the due time.</summary>
    public int? Amount { get; private init; }
    public DeadlineUnit? Unit { get; private init; }

    /// <summary>With a deferral: when the plan is looked at again.</summary>
    public DateTime? ReviewAt { get; private init; }
    public Guid RequestedBy { get; private init; }
    public DateTime RequestedAt { get; private init; }
    public CaseRequestState State { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? Note { get; private set; }

    internal static CaseRequest Extension(Guid id, Case it, Actor actor, DateTime now, string reason, TimeAllowance more) => new()
    {
        Id = id,
        CaseId = it.Id,
        Kind = CaseRequestKind.Extension,
        Reason = reason,
        Amount = more.Amount,
        Unit = more.Unit,
        RequestedBy = actor.AccountId!.Value,
        RequestedAt = now,
    };

    internal static CaseRequest Deferral(Guid id, Case it, Actor actor, DateTime now, string plan, DateTime reviewAt) => new()
    {
        Id = id,
        CaseId = it.Id,
        Kind = CaseRequestKind.Deferral,
        Reason = plan,
        ReviewAt = reviewAt,
        RequestedBy = actor.AccountId!.Value,
        RequestedAt = now,
    };

    internal void Decide(CaseRequestState state, Actor actor, DateTime now, string? note) =>
        (State, DecidedBy, DecidedAt, Note) = (state, actor.AccountId, now, note);
}

/// <summary>Somebody above looked into a case: what they expect, and what they were answered.</summary>
public sealed class CaseSupervision
{
    private CaseSupervision() { }

    internal CaseSupervision(Guid id, Guid caseId, Guid by, DateTime now, string instruction, DateTime? replyBy)
    {
        Id = id;
        CaseId = caseId;
        SupervisedBy = by;
        At = now;
        Instruction = instruction;
        ReplyBy = replyBy;
    }

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public Guid SupervisedBy { get; private init; }
    public DateTime At { get; private init; }
    public string Instruction { get; private init; } = "";
    public DateTime? ReplyBy { get; private init; }
    public string? Reply { get; private set; }
    public Guid? RepliedBy { get; private set; }
    public DateTime? RepliedAt { get; private set; }

    internal void Answer(Actor actor, DateTime now, string text)
    {
        if (RepliedAt is not null) throw CaseErrors.SupervisionAnswered();
        (Reply, RepliedBy, RepliedAt) = (text, actor.AccountId, now);
    }
}
