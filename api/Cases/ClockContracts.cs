using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Requests;
using Engagement.Core.Shared;

namespace Engagement.Api.Cases;

/// <summary>An amount of time and how it is counted.</summary>
public sealed record AllowanceRequest(
    [property: Given, Between(TimeAllowance.MinAmount, TimeAllowance.MaxAmount)] int? Amount, [property: Given] DeadlineUnit? Unit)
{
    internal TimeAllowance ToAllowance() => new(Amount!.Value, Unit!.Value);
}

public sealed record PauseRequest(
    [property: Given] int? Version, [property: Given] CasePauseReason? Reason, [property: Needed(CaseEvent.TextMaxLength)] string Text, [property: Given] DateTime? Until);

public sealed record ExtensionRequest(
    [property: Given] int? Version, [property: Needed(CaseEvent.TextMaxLength)] string Reason,
    [property: Given, Between(TimeAllowance.MinAmount, ExtensionRequest.MaxAmount)] int? Amount, [property: Given] DeadlineUnit? Unit)
{
    /// <summary>Nobody extends by more than two months of hours; what takes longer is deferred.</summary>
    internal const int MaxAmount = 1440;
}

public sealed record DeferralRequest([property: Given] int? Version, [property: Needed(CaseEvent.TextMaxLength)] string Plan, [property: Given] DateOnly? ReviewOn);

public sealed record ToOfficeRequest([property: Given] int? Version, [property: Given] Guid? OfficeId, [property: Needed(CaseEvent.TextMaxLength)] string Reason);

public sealed record SuperviseRequest([property: Needed(CaseEvent.TextMaxLength)] string Instruction, DateTime? ReplyBy);

public sealed record SupervisionReplyRequest([property: Needed(CaseEvent.TextMaxLength)] string Text);

public sealed record StaffMessageRequest([property: Needed(CaseEvent.TextMaxLength)] string Text, [property: Items(0, Case.MaxPhotos)] IReadOnlyList<Guid>? PhotoIds);

public sealed record CitizenMessageRequest([property: AtMost(CaseEvent.TextMaxLength)] string? Text, [property: Items(0, Case.MaxPhotos)] IReadOnlyList<Guid>? PhotoIds);

public sealed record VerifyRequest(
    [property: Given] int? Version, [property: Given] bool? Passed, [property: AtMost(CaseEvent.TextMaxLength)] string? Text,
    [property: Items(0, Case.MaxPhotos)] IReadOnlyList<Guid>? PhotoIds);
