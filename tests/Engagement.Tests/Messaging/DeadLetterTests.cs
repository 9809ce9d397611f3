using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Messaging;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Messaging;

/// <summary>What did not reach a phone is listed with its reason and can be sent again.</summary>
public sealed class DeadLetterTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    private const string Event = MessageEvents.ComplaintFiled;

    [Theory, Stores]
    public async Task A_refused_message_is_seen_and_sent_again_when_the_reason_is_gone(Store store)
    {
        var (app, township, county) = await ArrangeAsync(store);
        var zhang = await township.VillagerAsync("张大爷");
        Phones(app).Ban(Event, true);
        var filed = await app.Given.ComplaintAsync(zhang);
        await InboxTests.SendDueAsync(app);

        var letter = (await LettersAsync(county)).Items.ShouldHaveSingleItem();
        letter.ShouldSatisfyAllConditions(
            x => x.Event.ShouldBe(Event), x => x.Title.ShouldBe("已收到您的反映"), x => x.Recipient.ShouldBe("张**"), x => x.Attempts.ShouldBe(1),
            x => x.Reason.ShouldNotBeNull().ShouldStartWith("43107"), x => x.Status.ShouldBe(DeadLetterStatus.Dead), x => x.LastAttemptAt.ShouldBeGreaterThanOrEqualTo(x.CreatedAt));
        (await InboxTests.InboxAsync(zhang.Client)).Items.ShouldHaveSingleItem("the inbox has it all the while").SubjectId.ShouldBe(filed.Id);

        Phones(app).Ban(Event, false);
        await RetryAsync(county, letter.Id, HttpStatusCode.NoContent);
        (await LettersAsync(county)).Items.ShouldBeEmpty();
        await RetryAsync(county, letter.Id, HttpStatusCode.Conflict);
        await InboxTests.SendDueAsync(app);
        Phones(app).Received().ShouldHaveSingleItem().TemplateId.ShouldBe(Event);
        (await app.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.TargetId == letter.Id && x.Action == "message.retry" && x.ActorId == county.Id))).ShouldBe(1);
        await RetryAsync(county, letter.Id, HttpStatusCode.Conflict);
        await RetryAsync(county, Guid.NewGuid(), HttpStatusCode.NotFound);
    }

    [Theory, Stores]
    public async Task Several_are_sent_again_at_once_and_each_answers_for_itself(Store store)
    {
        var (app, _, county) = await ArrangeAsync(store);
        var (dead, undeliverable, sent) = (Stuck(app, SendResult.Refused, 3), Stuck(app, SendResult.Unreachable, 2), Stuck(app, SendResult.Sent, 1));
        await WriteAsync(app, dead, undeliverable, sent);
        var unknown = Guid.NewGuid();
        var receipt = await county.Client.DoAsync<RetryReceipt>("api/messages/retry", new { ids = new[] { dead.Id, sent.Id, unknown, undeliverable.Id, dead.Id } });
        receipt.Results.Select(x => (x.Id, x.Ok, x.Code)).ShouldBe(
            [(dead.Id, true, null), (sent.Id, false, "message.not_stuck"), (unknown, false, "not_found"), (undeliverable.Id, true, null)]);
        var now = await app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().ToDictionaryAsync(x => x.Id));
        (now[dead.Id].Status, now[dead.Id].Attempts, now[undeliverable.Id].Status, now[sent.Id].Status)
            .ShouldBe((MessageStatus.Pending, 0, MessageStatus.Pending, MessageStatus.Sent));
    }

    [Theory, Stores]
    public async Task They_come_in_pages_newest_first_whatever_their_state(Store store)
    {
        var (app, _, county) = await ArrangeAsync(store);
        var stuck = Enumerable.Range(0, 11).Select(i => Stuck(app, i % 3 == 0 ? SendResult.Unreachable : SendResult.Refused, i / 4, i % 2 == 0 ? Event : MessageEvents.PledgeDue)).ToArray();
        await WriteAsync(app, [.. stuck, Stuck(app, SendResult.Sent, 0), Stuck(app, SendResult.TryLater, 0)]);
        foreach (var (query, expected) in new (string, Func<OutboxMessage, bool>)[]
        {
            ("", _ => true), ("&status=dead", x => x.Status == MessageStatus.Dead), ("&status=undeliverable", x => x.Status == MessageStatus.Undeliverable),
            ($"&event={MessageEvents.PledgeDue}", x => x.Event == MessageEvents.PledgeDue), ("&event=none", _ => false),
        })
        {
            var (seen, next) = (new List<DeadLetterBody>(), (string?)null);
            do
            {
                var page = await LettersAsync(county, $"?limit=3{query}{(next is null ? "" : $"&after={next}")}");
                seen.AddRange(page.Items);
                next = page.Next;
            }
            while (next is not null);
            seen.Select(x => x.Id).ShouldBe(stuck.Where(expected).Select(x => x.Id), ignoreOrder: true, query);
            seen.Select(x => x.LastAttemptAt).ShouldBeInOrder(SortDirection.Descending);
        }
    }

    [Theory, Stores]
    public async Task Township_staff_neither_see_nor_send(Store store)
    {
        var (_, township, _) = await ArrangeAsync(store);
        var clerk = await township.ClerkAsync();
        using var answer = await clerk.Client.GetAsync("api/messages/dead-letters");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await RetryAsync(clerk, Guid.NewGuid(), HttpStatusCode.Forbidden);
    }

    /// <summary>Given up so many hours ago.</summary>
    private static OutboxMessage Stuck(VillageApp app, SendResult how, int hours, string eventName = Event)
    {
        var at = app.Clock.UtcNow().AddHours(-hours);
        var message = new OutboxMessage(Guid.CreateVersion7(at), Guid.NewGuid(), eventName, Guid.NewGuid(), new Dictionary<string, string>(), at);
        message.Record(new SendOutcome(how, "why"), at);
        return message;
    }

    private async Task<(VillageApp App, Township Township, StaffMemberClient County)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        await app.InStoreAsync(db => db.Set<OutboxMessage>().ExecuteDeleteAsync());
        Phones(app).Clear();
        var township = await app.Given.TownshipAsync();
        return (app, township, await app.Given.StaffAsync(Role.CountyOffice, township.County));
    }

    private static SimulatorMessages Phones(VillageApp app) => app.Services.GetRequiredService<SimulatorState>().Messages;

    private static Task<Page<DeadLetterBody>> LettersAsync(StaffMemberClient by, string query = "") => by.Client.SeeAsync<Page<DeadLetterBody>>("api/messages/dead-letters" + query);

    private static async Task RetryAsync(StaffMemberClient by, Guid id, HttpStatusCode expected)
    {
        using var answer = await by.Client.PostAsJsonAsync($"api/messages/{id}/retry", new { });
        answer.StatusCode.ShouldBe(expected);
    }

    private static Task<int> WriteAsync(VillageApp app, params OutboxMessage[] messages) => app.InStoreAsync(db =>
    {
        db.AddRange(messages);
        return db.SaveChangesAsync();
    });
}
