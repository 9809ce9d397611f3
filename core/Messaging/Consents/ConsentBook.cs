using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Messaging.Consents;

/// <summary>Keeps the balances of consents. The same set of facts gives the same balance, however often and in whatever order they come.</summary>
public sealed class ConsentBook(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>News that come later than this change nothing any more.</summary>
    public static readonly TimeSpan NewsComeWithin = TimeSpan.FromDays(30);

    /// <summary>Nothing left is believed for this long, then one message is tried: where reports of new consents get lost, silence must not last for ever.</summary>
    public static readonly TimeSpan NothingLeftIsBelievedFor = TimeSpan.FromDays(7);

    /// <summary>True when a message of this template would be refused, as far as is known.</summary>
    public Task<bool> NothingLeftAsync(Guid personId, string templateId, CancellationToken cancel)
    {
        var believed = clock.UtcNow() - NothingLeftIsBelievedFor;
        return db.Set<ConsentBalance>().AnyAsync(x => x.PersonId == personId && x.TemplateId == templateId && x.Remaining == 0 && x.LearnedAt > believed, cancel);
    }

    /// <summary>Takes down what was learned. Saves by itself and leaves tracked entities alone; doing it again changes nothing.</summary>
    public Task LearnAsync(IReadOnlyCollection<ConsentFact> facts, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        // Always in the same order, so that two at once wait for each other and never both.
        foreach (var same in facts.Where(x => x.TemplateId.Length is > 0 and <= ConsentBalance.TemplateMaxLength && CleanText.IsClean(x.TemplateId))
            .GroupBy(x => (x.PersonId, x.TemplateId)).OrderBy(x => x.Key.PersonId).ThenBy(x => x.Key.TemplateId, StringComparer.Ordinal))
            await LearnAsync(same.Key.PersonId, same.Key.TemplateId, [.. same], cancel);
        return 0;
    }, cancel);

    private async Task LearnAsync(Guid personId, string templateId, IReadOnlyList<ConsentFact> news, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO consent_balance (person_id, template_id, refused, learned_at, settled_refused) VALUES ({personId}, {templateId}, {false}, {now}, {false}) ON CONFLICT DO NOTHING", cancel);
        var row = db.Set<ConsentBalance>().Where(x => x.PersonId == personId && x.TemplateId == templateId);
        // The row is written before it is read: whoever comes second waits here and then sees the first one's facts.
        await row.ExecuteUpdateAsync(x => x.SetProperty(b => b.LearnedAt, now), cancel);
        var balance = await row.AsNoTracking().SingleAsync(cancel);
        foreach (var fact in news.Where(x => balance.SettledUntil is null || x.At >= balance.SettledUntil))
        {
            // One message may be reported by us and by the other side, each with its own clock: the earlier time counts, whoever comes first.
            await db.Database.ExecuteSqlAsync(
                $"""
                 INSERT INTO consent_fact (key, person_id, template_id, news, at) VALUES ({fact.Key}, {personId}, {templateId}, {fact.News.ToString()}, {fact.At})
                 ON CONFLICT (key) DO UPDATE SET at = excluded.at WHERE excluded.at < consent_fact.at
                 """, cancel);
        }

        var facts = db.Set<ConsentFact>().Where(x => x.PersonId == personId && x.TemplateId == templateId);
        var known = await facts.AsNoTracking().ToListAsync(cancel);
        var (settled, until) = (balance.Settled, balance.SettledUntil);
        var border = now - NewsComeWithin;
        if (known.Any(x => x.At < border))
        {
            (settled, until) = (settled.After(known.Where(x => x.At < border)), border);
            await facts.Where(x => x.At < border).ExecuteDeleteAsync(cancel);
        }

        var state = settled.After(known.Where(x => until is null || x.At >= until));
        await row.ExecuteUpdateAsync(x => x.SetProperty(b => b.Remaining, state.Remaining).SetProperty(b => b.Refused, state.Refused)
            .SetProperty(b => b.SettledUntil, until).SetProperty(b => b.SettledRemaining, settled.Remaining).SetProperty(b => b.SettledRefused, settled.Refused), cancel);
    }

    /// <summary>Two people turned out to be one: what each still allows is added up. In the caller's transaction; doing it again changes nothing.</summary>
    public async Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel)
    {
        var balances = db.Set<ConsentBalance>().AsNoTracking();
        foreach (var template in await balances.Where(x => x.PersonId == fromId).OrderBy(x => x.TemplateId).Select(x => x.TemplateId).ToListAsync(cancel))
        {
            // Both rows are written before they are read, as above.
            await LearnAsync(intoId, template, [], cancel);
            await LearnAsync(fromId, template, [], cancel);
            var (from, into) = (await balances.SingleAsync(x => x.PersonId == fromId && x.TemplateId == template, cancel), await balances.SingleAsync(x => x.PersonId == intoId && x.TemplateId == template, cancel));
            var facts = db.Set<ConsentFact>().Where(x => (x.PersonId == fromId || x.PersonId == intoId) && x.TemplateId == template);
            var known = await facts.AsNoTracking().ToListAsync(cancel);
            var border = from.SettledUntil > into.SettledUntil || into.SettledUntil is null ? from.SettledUntil : into.SettledUntil;
            ConsentState SettledOf(ConsentBalance balance) =>
                balance.Settled.After(known.Where(x => x.PersonId == balance.PersonId && x.At < border && (balance.SettledUntil is null || x.At >= balance.SettledUntil)));
            var settled = SettledOf(from).With(SettledOf(into));
            var state = settled.After(known.Where(x => border is null || x.At >= border));
            await facts.Where(x => x.At < border).ExecuteDeleteAsync(cancel);
            await facts.ExecuteUpdateAsync(x => x.SetProperty(f => f.PersonId, intoId), cancel);
            await db.Set<ConsentBalance>().Where(x => x.PersonId == intoId && x.TemplateId == template)
                .ExecuteUpdateAsync(x => x.SetProperty(b => b.Remaining, state.Remaining).SetProperty(b => b.Refused, state.Refused)
                    .SetProperty(b => b.SettledUntil, border).SetProperty(b => b.SettledRemaining, settled.Remaining).SetProperty(b => b.SettledRefused, settled.Refused), cancel);
            await db.Set<ConsentBalance>().Where(x => x.PersonId == fromId && x.TemplateId == template).ExecuteDeleteAsync(cancel);
        }
    }
}
