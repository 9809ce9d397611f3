using Engagement.Core.Cases;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases;

/// <summary>Runs one intention over many cases, each in its own unit of work: what can be done is done, and each refusal says why.</summary>
public sealed class BulkCases(IServiceScopeFactory scopes)
{
    public const int Max = 200;

    public async Task<Ok<BulkReceipt>> RunAsync(
        IReadOnlyList<CaseVersion> items, Func<CaseService, CaseVersion, Task<Case?>> act, Actor actor, CancellationToken cancel)
    {
        var results = new List<BulkResult>(items.Count);
        foreach (var item in items)
        {
            cancel.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            results.Add(await OneAsync(scope.ServiceProvider, item, act, actor, cancel));
        }

        return TypedResults.Ok(new BulkReceipt(results));
    }

    private static async Task<BulkResult> OneAsync(
        IServiceProvider services, CaseVersion item, Func<CaseService, CaseVersion, Task<Case?>> act, Actor actor, CancellationToken cancel)
    {
        var id = item.Id!.Value;
        try
        {
            return await act(services.GetRequiredService<CaseService>(), item) is { } it
                ? new BulkResult(id, it.Number, true, null, null, it.Version)
                : new BulkResult(id, null, false, "not_found", "没有找到，或您无权查看。", null);
        }
        catch (Exception e) when (e is RuleViolation or NotAllowed or InvalidInput)
        {
            var code = e switch { RuleViolation r => r.Code, NotAllowed n => n.Code, _ => "invalid" };
            var seen = await services.GetRequiredService<CaseLoader>().ForStaffAsync(actor, id, null, cancel);
            return new BulkResult(id, seen?.Case.Number, false, code, e.Message, seen?.Case.Version);
        }
    }
}
