using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases;

/// <summary>What a bulk call does with one case, by its id and the version looked at.</summary>
public delegate Task<Case?> BulkAct(IServiceProvider services, Actor actor, Guid id, int version);

/// <summary>Runs one intention over many cases, each in its own unit of work: what can be done is done, and each refusal says why. With an
/// <c>Idempotency-Key</c> each case keeps its own answer, so that a retry after a lost answer, or after a server that died half-way, does only the rest.</summary>
public sealed class BulkCases(IServiceScopeFactory scopes, CurrentActor current)
{
    public const int Max = 200;

    /// <summary>The same request twice at once: whoever is second reads the first one's answer.</summary>
    private const int MaxAttempts = 3;

    /// <param name="http">The request.</param>
    /// <param name="items">The cases.</param>
    /// <param name="asked">The request without its cases: what a retry must ask for again.</param>
    /// <param name="act">What to do with each.</param>
    /// <param name="cancel">Stops between two cases.</param>
    public async Task<Ok<BulkReceipt>> RunAsync<T>(HttpContext http, IReadOnlyList<CaseVersion> items, T asked, BulkAct act, CancellationToken cancel)
    {
        var key = Idempotency.KeyOf(http);
        var results = new List<BulkResult>(items.Count);
        foreach (var item in items)
        {
            cancel.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            results.Add(key is null
                ? await OneAsync(scope.ServiceProvider, item, act, cancel)
                : await OnceAsync(scope.ServiceProvider, item, act, $"{Hash(key)}:{item.Id:N}", Hash($"{http.Request.Path}\n{JsonSerializer.Serialize(asked)}\n{item.Version}"), cancel));
        }

        return TypedResults.Ok(new BulkReceipt(results));
    }

    private async Task<BulkResult> OnceAsync(IServiceProvider services, CaseVersion item, BulkAct act, string key, string hash, CancellationToken cancel)
    {
        var (once, account) = (services.GetRequiredService<IdempotentWork>(), current.Actor.AccountId!.Value);
        for (var attempt = 1; ; attempt++)
        {
            var kept = await once.FindAsync(account, key, cancel);
            var old = once.IsOld(kept);
            if (kept is not null && !old)
                return kept.RequestHash == hash ? JsonSerializer.Deserialize<BulkResult>(kept.Response!)!
                    : new BulkResult(item.Id!.Value, null, false, Idempotency.KeyReused, Idempotency.KeyReusedSentence, null);
            try
            {
                return await once.RunAsync(account, key, hash, old, () => ActAsync(services, item, act),
                    result => result.Ok ? new KeptAnswer(StatusCodes.Status200OK, JsonSerializer.Serialize(result)) : null, cancel);
            }
            catch (Exception e) when (attempt < MaxAttempts && (e is StaleVersion || e.IsUniqueViolation()))
            {
                // Everything this attempt did is undone.
                services.GetRequiredService<EngagementDbContext>().ChangeTracker.Clear();
            }
            catch (Exception e) when (IsRefusal(e))
            {
                return await RefusedAsync(services, item, e, cancel);
            }
        }
    }

    private async Task<BulkResult> OneAsync(IServiceProvider services, CaseVersion item, BulkAct act, CancellationToken cancel)
    {
        try
        {
            return await ActAsync(services, item, act);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            return await RefusedAsync(services, item, e, cancel);
        }
    }

    private async Task<BulkResult> ActAsync(IServiceProvider services, CaseVersion item, BulkAct act) =>
        await act(services, current.Actor, item.Id!.Value, item.Version!.Value) is { } it
            ? new BulkResult(it.Id, it.Number, true, null, null, it.Version)
            : new BulkResult(item.Id.Value, null, false, "not_found", "没有找到，或您无权查看。", null);

    private async Task<BulkResult> RefusedAsync(IServiceProvider services, CaseVersion item, Exception e, CancellationToken cancel)
    {
        var code = e switch { RuleViolation r => r.Code, NotAllowed n => n.Code, _ => "invalid" };
        services.GetRequiredService<EngagementDbContext>().ChangeTracker.Clear();
        var seen = await services.GetRequiredService<CaseLoader>().ForStaffAsync(current.Actor, item.Id!.Value, null, cancel);
        return new BulkResult(item.Id.Value, seen?.Case.Number, false, code, e.Message, seen?.Case.Version);
    }

    private static bool IsRefusal(Exception e) => e is RuleViolation or NotAllowed or InvalidInput;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
