using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Consents;
using Engagement.Core.Shared;
using Engagement.Core.WeChat;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Engagement.Tests.WeChat;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Messaging;

/// <summary>How many messages a person still allows: reckoned from what was learned, whatever the order, and used where messages leave.</summary>
public sealed class ConsentTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    private const string Event = "complaint.accepted", SendPath = "/cgi-bin/message/subscribe/send";

    private static readonly DateTime Start = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<ConsentFact[]> Facts =
        (from news in Gen.Elements(Enum.GetValues<ConsentNews>())
         from second in Gen.Choose(0, 6)
         from number in Gen.Choose(0, 8)
         select new ConsentFact(Guid.Empty, "T", news, Start.AddSeconds(second), $"{second}:{number}")).ArrayOf();

    [Fact]
    public void Any_order_gives_the_same_balance() =>
        Prop.ForAll(Facts.SelectMany(x => Gen.Shuffle(x), (facts, shuffled) => (facts, shuffled)).ToArbitrary(), x =>
            ConsentState.Unknown.After(x.facts) == ConsentState.Unknown.After(x.shuffled)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_balance_is_never_negative_and_nothing_learned_is_unknown() =>
        Prop.ForAll(Facts.ToArbitrary(), facts => ConsentState.Unknown.After(facts) is var state && (state.Remaining is null or >= 0)
            && (facts.Length > 0 || state == ConsentState.Unknown) && (!state.Refused || state.Remaining == 0)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", null, false)]
    [InlineData("A", 1, false)]
    [InlineData("AAU", 1, false)]
    [InlineData("U", null, false)]
    [InlineData("AUU", 0, false)]
    [InlineData("AAE", 0, false)]
    [InlineData("AAEA", 1, false)]
    [InlineData("D", 0, false)]
    [InlineData("AD", 1, false)]
    [InlineData("AAX", 0, true)]
    [InlineData("AXO", null, false)]
    [InlineData("AO", 1, false)]
    [InlineData("XA", 1, false)]
    public void What_is_learned_one_after_the_other(string news, int? remaining, bool refused)
    {
        var meanings = new Dictionary<char, ConsentNews>
        {
            ['A'] = ConsentNews.Accepted,
            ['U'] = ConsentNews.Used,
            ['E'] = ConsentNews.Exhausted,
            ['D'] = ConsentNews.Declined,
            ['X'] = ConsentNews.SwitchedOff,
            ['O'] = ConsentNews.SwitchedOn,
        };
        ConsentState.Unknown.After(news.Select((x, i) => new ConsentFact(Guid.Empty, "T", meanings[x], Start.AddSeconds(i), $"{i}"))).ShouldBe(new ConsentState(remaining, refused));
    }

    /// <summary>Through the store: duplicates, any order, several at once, in pieces, with a month passing in between.</summary>
    [Theory, Stores]
    public async Task The_book_ends_where_the_distinct_facts_lead(Store store)
    {
        var app = await villages.OnAsync(store);
        var random = new Random(20261122);
        for (var round = 0; round < 12; round++)
        {
            var person = Guid.NewGuid();
            var now = app.Clock.UtcNow();
            var facts = Enumerable.Range(0, 14).Select(i => new ConsentFact(person, $"T{i % 2}", (ConsentNews)random.Next(6), now.AddSeconds(-random.Next(20)), $"{i}")).ToArray();
            var coming = facts.Concat(facts).ToArray();
            random.Shuffle(coming);
            await Task.WhenAll(coming.Chunk(5).Select(x => Task.Run(() => LearnAsync(app, x))));
            for (var t = 0; t < 2; t++)
            {
                var expected = ConsentState.Unknown.After(facts.Where(x => x.TemplateId == $"T{t}"));
                (await StateAsync(app, person, $"T{t}")).ShouldBe(expected, $"round {round}, template {t}");
            }

            if (round % 4 != 0) continue;
            // What is a month old is settled, and counts on.
            var before = await StateAsync(app, person, "T0");
            app.Clock.Advance(ConsentBook.NewsComeWithin + TimeSpan.FromMinutes(1));
            await LearnAsync(app, [new ConsentFact(person, "T0", ConsentNews.Accepted, app.Clock.UtcNow(), "new")]);
            (await StateAsync(app, person, "T0")).ShouldBe(before.After(ConsentNews.Accepted));
            (await app.InStoreAsync(db => db.Set<ConsentFact>().CountAsync(x => x.PersonId == person && x.TemplateId == "T0"))).ShouldBe(1);
            await LearnAsync(app, facts.Where(x => x.TemplateId == "T0").ToArray());
            (await StateAsync(app, person, "T0")).ShouldBe(before.After(ConsentNews.Accepted), "news of a month ago change nothing any more");
        }
    }

    [Theory, Stores]
    public async Task A_message_reported_by_us_and_by_the_other_side_is_used_once_and_the_earlier_time_counts(Store store)
    {
        var app = await villages.OnAsync(store);
        foreach (var swapped in new[] { false, true })
        {
            var person = Guid.NewGuid();
            var now = app.Clock.UtcNow();
            ConsentFact[] both = [new(person, "T", ConsentNews.Used, now.AddSeconds(-9), "message:1"), new(person, "T", ConsentNews.Used, now.AddSeconds(-3), "message:1")];
            if (swapped) Array.Reverse(both);
            await LearnAsync(app, [new ConsentFact(person, "T", ConsentNews.Accepted, now.AddSeconds(-10), "a"), new ConsentFact(person, "T", ConsentNews.Exhausted, now.AddSeconds(-6), "e"), new ConsentFact(person, "T", ConsentNews.Accepted, now.AddSeconds(-5), "b")]);
            foreach (var one in both) await LearnAsync(app, [one]);
            (await StateAsync(app, person, "T")).Remaining.ShouldBe(1);
        }
    }

    [Theory, Stores]
    public async Task A_send_uses_one_consent_and_with_none_left_WeChat_is_not_asked(Store store)
    {
        var app = await villages.OnAsync(store);
        var phones = app.Services.GetRequiredService<SimulatorState>();
        var (person, openId, _) = await app.SomebodyAsync();
        await LearnAsync(app, [new ConsentFact(person, Event, ConsentNews.Accepted, app.Clock.UtcNow().AddSeconds(-9), "a")]);
        var calls = phones.Rates.Calls.GetValueOrDefault(SendPath);
        var messages = await WriteAsync(app, person, 2);
        await SendAsync(app);
        var told = await ReadAsync(app, messages);
        told.Select(x => x.Status).ShouldBe([MessageStatus.Sent, MessageStatus.Undeliverable]);
        told[1].LastError.ShouldBe(WeChatMessageSender.NothingLeft);
        (phones.Rates.Calls.GetValueOrDefault(SendPath) - calls).ShouldBe(1);
        phones.Messages.Received(openId).Count.ShouldBe(1);
        (await StateAsync(app, person, Event)).ShouldBe(new ConsentState(0, false));

        // The phone says yes once more, and it goes on.
        await LearnAsync(app, [new ConsentFact(person, Event, ConsentNews.Accepted, app.Clock.UtcNow().AddSeconds(2), "b")]);
        messages = await WriteAsync(app, person, 1);
        await SendAsync(app);
        (await ReadAsync(app, messages)).Single().Status.ShouldBe(MessageStatus.Sent);
    }

    [Theory, Stores]
    public async Task A_refusal_sets_the_balance_to_zero_which_is_believed_for_a_week(Store store)
    {
        var app = await villages.OnAsync(store);
        var phones = app.Services.GetRequiredService<SimulatorState>();
        var (person, openId, _) = await app.SomebodyAsync();
        phones.Messages.SetConsent(openId, Event, 0);
        await LearnAsync(app, [new ConsentFact(person, Event, ConsentNews.Accepted, app.Clock.UtcNow().AddSeconds(-9), "a")]);
        var messages = await WriteAsync(app, person, 1);
        await SendAsync(app);
        (await ReadAsync(app, messages)).Single().LastError.ShouldStartWith("43101");
        (await StateAsync(app, person, Event)).ShouldBe(new ConsentState(0, false));

        phones.Messages.SetConsent(openId, Event, 5);
        var calls = phones.Rates.Calls.GetValueOrDefault(SendPath);
        await WriteAsync(app, person, 1);
        await SendAsync(app);
        phones.Rates.Calls.GetValueOrDefault(SendPath).ShouldBe(calls);
        app.Clock.Advance(ConsentBook.NothingLeftIsBelievedFor + TimeSpan.FromMinutes(1));
        messages = await WriteAsync(app, person, 1);
        await SendAsync(app);
        (await ReadAsync(app, messages)).Single().Status.ShouldBe(MessageStatus.Sent, "reports of new consents may have got lost");
    }

    [Theory, Stores]
    public async Task A_message_that_left_stays_sent_when_the_book_cannot_be_kept(Store store)
    {
        var app = await villages.OnAsync(store);
        var (person, openId, _) = await app.SomebodyAsync();
        await app.InStoreAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE consent_fact RENAME TO consent_fact_away"));
        try
        {
            var messages = await WriteAsync(app, person, 1);
            await SendAsync(app);
            (await ReadAsync(app, messages)).Single().Status.ShouldBe(MessageStatus.Sent);
            app.Services.GetRequiredService<SimulatorState>().Messages.Received(openId).Count.ShouldBe(1);
        }
        finally
        {
            await app.InStoreAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE consent_fact_away RENAME TO consent_fact"));
        }
    }

    private static Task<int> LearnAsync(VillageApp app, ConsentFact[] facts) => app.InsideAsync(async x =>
    {
        await x.GetRequiredService<ConsentBook>().LearnAsync(facts, default);
        return 0;
    });

    private static async Task<ConsentState> StateAsync(VillageApp app, Guid person, string template) =>
        await app.BalanceAsync(person, template) is { } balance ? new ConsentState(balance.Remaining, balance.Refused) : ConsentState.Unknown;

    private static async Task<List<Guid>> WriteAsync(VillageApp app, Guid person, int count)
    {
        var now = app.Clock.UtcNow();
        var messages = Enumerable.Range(0, count).Select(i => new OutboxMessage(Guid.CreateVersion7(new DateTimeOffset(now).AddMilliseconds(i)), person, Event, Guid.NewGuid(),
            new Dictionary<string, string> { ["number"] = "GD1", ["category"] = "垃圾", ["dueAt"] = now.ToString("O") }, now)).ToList();
        await app.InStoreAsync(db =>
        {
            db.AddRange(messages);
            return db.SaveChangesAsync();
        });
        return messages.ConvertAll(x => x.Id);
    }

    private static Task<List<OutboxMessage>> ReadAsync(VillageApp app, List<Guid> ids) =>
        app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().Where(x => ids.Contains(x.Id)).OrderBy(x => x.Id).ToListAsync());

    private static Task<int> SendAsync(VillageApp app) => app.InsideAsync(async x =>
    {
        int all = 0, batch;
        do all += batch = await x.GetRequiredService<MessageDispatcher>().SendDueAsync(default);
        while (batch > 0);
        return all;
    });
}
