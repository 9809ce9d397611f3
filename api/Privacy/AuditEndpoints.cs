using Engagement.Api.Hosting;
using Engagement.Core.Privacy;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Privacy;

public static class AuditEndpoints
{
    /// <summary>How far back one looks when no day is named, in days.</summary>
    private const int UsualDays = 30;

    private static readonly DateOnly Earliest = new(2000, 1, 1), Latest = new(2199, 12, 31);

    public static void MapAudit(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/audit", List).WithTags("audit").RequireAuthorization(Access.AuditReader)
            .WithSummary("Who did what, newest first: what the accounts of the reader's regions did. The last 30 days unless asked otherwise.");

    private static async Task<Ok<Page<AuditEntry>>> List([AsParameters] AuditRequest request, CurrentActor current, AuditTrail trail, TimeProvider clock, CancellationToken cancel)
    {
        if (request.From < Earliest || request.From > Latest) throw new InvalidInput("from", "日期超出范围。");
        if (request.To < Earliest || request.To > Latest) throw new InvalidInput("to", "日期超出范围。");
        var to = request.To ?? ChinaTime.Today(clock);
        var from = request.From ?? to.AddDays(1 - UsualDays);
        return TypedResults.Ok(await trail.ListAsync(current.Actor, new AuditFilter(from, to, request.Actor, request.Action, request.Target, request.Region),
            request.Limit ?? Paging.DefaultLimit, request.After, cancel));
    }
}

/// <summary>Days in Asia/Shanghai, both included; actor: an account's id, or a part of a staff user name or shown name; action: a dotted word
/// (<c>case.accept</c>) or its first part; target: an id, a case number, or a kind of thing; region: only what its accounts did.</summary>
public sealed record AuditRequest(
    DateOnly? From, DateOnly? To, [property: AtMost(100)] string? Actor, [property: AtMost(64)] string? Action, [property: AtMost(64)] string? Target,
    [property: AtMost(Region.CodeMaxLength)] string? Region, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);
