using Engagement.Core.Households;
using Engagement.Core.Households.Members;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Households;

/// <summary>Approves many requests, each in its own unit of work: what can be approved is, and each refusal says why.</summary>
public sealed class BulkApproval(IServiceScopeFactory scopes)
{
    public const int Max = 200;

    public async Task<Ok<BulkApprovalReceipt>> RunAsync(IReadOnlyList<BulkApprovalItem> items, Actor actor, CancellationToken cancel)
    {
        var results = new List<BulkApprovalResult>(items.Count);
        foreach (var item in items)
        {
            cancel.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            results.Add(await OneAsync(scope.ServiceProvider.GetRequiredService<MembershipService>(), item, actor, cancel));
        }

        return TypedResults.Ok(new BulkApprovalReceipt(results));
    }

    private static async Task<BulkApprovalResult> OneAsync(MembershipService members, BulkApprovalItem item, Actor actor, CancellationToken cancel)
    {
        var id = item.Id!.Value;
        try
        {
            return await members.ApproveAsync(actor, id, new Approval(item.Version!.Value, item.Role ?? MemberRole.Member, item.MatchMembershipId), cancel) is { } line
                ? new BulkApprovalResult(id, true, null, null, line.Version)
                : new BulkApprovalResult(id, false, "not_found", "没有找到，或您无权查看。", null);
        }
        catch (Exception e) when (e is RuleViolation or NotAllowed or InvalidInput)
        {
            return new BulkApprovalResult(id, false, e switch { RuleViolation r => r.Code, NotAllowed n => n.Code, _ => "invalid" }, e.Message, null);
        }
    }
}
