using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Core.WeChat;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Messaging;

/// <summary>Messages leave once, come back from the dead, and hold nobody up. What counts is what arrived on the simulated phones.</summary>
public sealed class MessageDispatcherTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    private const string Event = "complaint.accepted", SendPath = "/cgi-bin/message/subscribe/send";

    [Theory, Stores]
    public async Task Dispatchers_at_once_send_each_message_once(Store store)
    {
        var app = await CleanAsync(store);
        var people = new List<Guid>();
        for (var i = 0; i < 12; i++) people.Add(await PersonAsync(app));
        var messages = await WriteAsync(app, [.. Enumerable.Range(0, 240).Select(i => people[i % people.Count])]);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => DrainAsync(app))));

        var arrived = Phones(app).Received();
        arrived.Select(x => x.Data["character_string1"]).Order().ShouldBe(messages.Select(x => x.ToString("N")).Order());
        (await ReadAsync(app)).ShouldAllBe(x => x.Status == MessageStatus.Sent && x.Attempts == 1 && x.SentAt != null && x.Claim == null);
    }

    [Theory, Stores]
    public async Task A_dispatcher_that_dies_gives_its_messages_back_when_the_lease_ends(Store store)
    {
        var app = await CleanAsync(store);
        await WriteAsync(app, await PersonAsync(app));

        await Should.ThrowAsync<PowerCut>(() => SendDueAsync(app, new NoScopes()));
        (await SendDueAsync(app)).ShouldBe(0, "the dead dispatcher's lease still runs");
        app.Clock.Advance(MessageDispatcher.Lease - TimeSpan.FromSeconds(10));
        (await SendDueAsync(app)).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromSeconds(11));
        (await SendDueAsync(app)).ShouldBe(1);
        Phones(app).Received().Count.ShouldBe(1);
    }

    [Theory, Stores]
    public async Task A_sender_that_outlasts_its_lease_does_not_write_over_its_successor(Store store)
    {
        var app = await CleanAsync(store);
        await WriteAsync(app, await PersonAsync(app));
        await SendDueAsync(app, async _ =>
        {
            app.Clock.Advance(MessageDispatcher.Lease + TimeSpan.FromSeconds(1));
            (await SendDueAsync(app)).ShouldBe(1);
            return new SendOutcome(SendResult.Refused, "too late");
        });
        var message = (await ReadAsync(app)).ShouldHaveSingleItem();
        (message.Status, message.Attempts, message.LastError).ShouldBe((MessageStatus.Sent, 1, null));
    }

    [Theory, Stores]
    public async Task While_WeChat_is_down_the_delays_grow_until_the_message_is_given_up(Store store)
    {
        var app = await CleanAsync(store);
        await WriteAsync(app, await PersonAsync(app));
        app.Services.GetRequiredService<SimulatorState>().Faults.Add(new SimulatorFault(SendPath, Count: 1000, Errcode: -1));
        var delays = new List<TimeSpan>();
        OutboxMessage message;
        while (true)
        {
            (await SendDueAsync(app)).ShouldBe(1);
            message = (await ReadAsync(app)).Single();
            if (message.Status != MessageStatus.Pending) break;
            delays.Add(message.DueAt - app.Clock.UtcNow());
            (await SendDueAsync(app)).ShouldBe(0, "it is not due yet");
            app.Clock.Advance(delays[^1] + TimeSpan.FromSeconds(1));
        }

        message.Status.ShouldBe(MessageStatus.Dead);
        message.Attempts.ShouldBe(OutboxMessage.MaxAttempts);
        message.LastError.ShouldNotBeNull().ShouldContain("-1");
        delays.Count.ShouldBe(OutboxMessage.MaxAttempts - 1);
        for (var i = 1; i < delays.Count; i++) delays[i].ShouldBeGreaterThan(delays[i - 1] * 2);
        Phones(app).Received().ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Whoever_cannot_be_reached_is_not_tried_again(Store store)
    {
        var app = await CleanAsync(store);
        var (withoutWeChat, withoutConsent) = (await PersonAsync(app, "nobody", account: false), await PersonAsync(app, "spent"));
        Phones(app).SetConsent(SimulatorPeople.OpenIdOf("spent"), Event, 1);
        await WriteAsync(app, withoutWeChat, withoutConsent, withoutConsent);
        await DrainAsync(app);
        var messages = await ReadAsync(app);
        messages.Single(x => x.PersonId == withoutWeChat).Status.ShouldBe(MessageStatus.Undeliverable);
        messages.Where(x => x.PersonId == withoutConsent).Select(x => x.Status).ShouldBe([MessageStatus.Sent, MessageStatus.Undeliverable]);
        messages.Where(x => x.Status == MessageStatus.Undeliverable).ShouldAllBe(x => x.LastError != null && x.Attempts == 1);
    }

    [Fact]
    public async Task One_person_whose_side_is_slow_does_not_hold_up_the_others()
    {
        var app = await CleanAsync(Store.Sqlite);
        var slow = await PersonAsync(app);
        await WriteAsync(app, [slow, slow, .. Enumerable.Range(0, 20).Select(_ => Guid.NewGuid())]);
        var release = new TaskCompletionSource();
        var sending = SendDueAsync(app, async message =>
        {
            if (message.PersonId == slow) await release.Task;
            return new SendOutcome(SendResult.Sent);
        });
        for (var i = 0; i < 1000 && (await ReadAsync(app)).Count(x => x.Status == MessageStatus.Sent) < 20; i++) await Task.Delay(50);
        (await ReadAsync(app)).Count(x => x.Status == MessageStatus.Sent).ShouldBe(20);
        release.SetResult();
        (await sending).ShouldBe(22);
        (await ReadAsync(app)).ShouldAllBe(x => x.Status == MessageStatus.Sent);
    }

    [Fact]
    public async Task A_fault_of_ours_counts_as_an_attempt_and_stops_nobody_else()
    {
        var app = await CleanAsync(Store.Sqlite);
        var (unlucky, lucky) = (Guid.NewGuid(), Guid.NewGuid());
        await WriteAsync(app, unlucky, lucky);
        await SendDueAsync(app, m => m.PersonId == unlucky ? throw new FormatException("bad \0 text \ud83d") : Task.FromResult(new SendOutcome(SendResult.Sent)));
        var messages = await ReadAsync(app);
        messages.Single(x => x.PersonId == lucky).Status.ShouldBe(MessageStatus.Sent);
        var failed = messages.Single(x => x.PersonId == unlucky);
        (failed.Status, failed.Attempts).ShouldBe((MessageStatus.Pending, 1));
        failed.LastError.ShouldBe("FormatException: bad  text \ufffd");
    }

    [Fact]
    public async Task A_persons_later_messages_wait_with_the_one_that_must_wait()
    {
        var app = await CleanAsync(Store.Sqlite);
        var person = Guid.NewGuid();
        var ids = await WriteAsync(app, person, person, person);
        var tried = new List<Guid>();
        await SendDueAsync(app, m =>
        {
            tried.Add(m.Id);
            return Task.FromResult(new SendOutcome(SendResult.TryLater, "busy", TimeSpan.FromHours(5)));
        });
        tried.ShouldBe([ids[0]]);
        var messages = await ReadAsync(app);
        messages.Select(x => x.Attempts).ShouldBe([1, 0, 0]);
        messages.ShouldAllBe(x => x.DueAt == messages[0].DueAt && x.Claim == null);
        (messages[0].DueAt - app.Clock.UtcNow()).ShouldBeInRange(TimeSpan.FromHours(4.9), TimeSpan.FromHours(5.1), "the other side said when to come again");
    }

    [Fact]
    public async Task A_shutdown_in_the_middle_of_a_send_does_not_forget_that_it_was_sent()
    {
        var app = await CleanAsync(Store.Sqlite);
        var person = Guid.NewGuid();
        await WriteAsync(app, person, person);
        using var shutdown = new CancellationTokenSource();
        await SendDueAsync(app, async _ =>
        {
            await shutdown.CancelAsync();
            return new SendOutcome(SendResult.Sent);
        }, shutdown.Token);
        var messages = await ReadAsync(app);
        messages.Select(x => x.Status).ShouldBe([MessageStatus.Sent, MessageStatus.Pending]);
        messages[1].Claim.ShouldBeNull("it is given back at once, not after the lease");
        messages[1].DueAt.ShouldBeLessThanOrEqualTo(app.Clock.UtcNow());
    }

    private async Task<VillageApp> CleanAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        await app.InStoreAsync(db => db.Set<OutboxMessage>().ExecuteDeleteAsync());
        app.Services.GetRequiredService<SimulatorState>().Faults.Clear();
        Phones(app).Clear();
        return app;
    }

    private static SimulatorMessages Phones(VillageApp app) => app.Services.GetRequiredService<SimulatorState>().Messages;

    private static async Task<Guid> PersonAsync(VillageApp app, string? name = null, bool account = true)
    {
        name ??= Guid.NewGuid().ToString("N");
        var person = new Person(Guid.CreateVersion7(), name, null, app.Clock.UtcNow());
        var appId = app.Services.GetRequiredService<IOptions<WeChatOptions>>().Value.AppId;
        var openId = SimulatorPeople.OpenIdOf(name);
        await app.InStoreAsync(async db =>
        {
            db.Add(person);
            await db.Set<WeChatAccount>().Where(x => x.OpenId == openId).ExecuteDeleteAsync();
            if (account) db.Add(new WeChatAccount(appId, openId, null, person.Id, app.Clock.UtcNow()));
            return await db.SaveChangesAsync();
        });
        return person.Id;
    }

    private static async Task<IReadOnlyList<Guid>> WriteAsync(VillageApp app, params IReadOnlyList<Guid> people)
    {
        var now = app.Clock.UtcNow();
        var messages = people.Select((person, i) =>
        {
            var id = Guid.CreateVersion7(new DateTimeOffset(now).AddMilliseconds(i));
            return new OutboxMessage(id, person, Event, id, new Dictionary<string, string>
            {
                ["number"] = id.ToString("N"),
                ["category"] = "垃圾",
                ["dueAt"] = now.ToString("O"),
            }, now);
        }).ToList();
        await app.InStoreAsync(db =>
        {
            db.AddRange(messages);
            return db.SaveChangesAsync();
        });
        return messages.ConvertAll(x => x.Id);
    }

    private static Task<List<OutboxMessage>> ReadAsync(VillageApp app) =>
        app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().OrderBy(x => x.Id).ToListAsync());

    private static async Task DrainAsync(VillageApp app)
    {
        while (await SendDueAsync(app) > 0)
        {
        }
    }

    private static Task<int> SendDueAsync(VillageApp app, Func<OutboxMessage, Task<SendOutcome>> send, CancellationToken cancel = default) =>
        SendDueAsync(app, new ScopesWith<IMessageSender>(app.Services.GetRequiredService<IServiceScopeFactory>(), new Sender(send)), cancel);

    private static Task<int> SendDueAsync(VillageApp app, IServiceScopeFactory? scopes = null, CancellationToken cancel = default) => app.InsideAsync(services =>
        new MessageDispatcher(
            services.GetRequiredService<EngagementDbContext>(), scopes ?? app.Services.GetRequiredService<IServiceScopeFactory>(), QuietTime.None, app.Clock,
            NullLogger<MessageDispatcher>.Instance).SendDueAsync(cancel));

    private sealed class Sender(Func<OutboxMessage, Task<SendOutcome>> send) : IMessageSender
    {
        public Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken cancel) => send(message);
    }

    /// <summary>The process ends right after the claim.</summary>
    private sealed class NoScopes : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => throw new PowerCut();
    }

    private sealed class PowerCut : Exception;
}
