using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Messaging;

/// <summary>Phones are left alone at night, except for danger; nothing is lost by it.</summary>
public sealed class QuietTimeTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Theory]
    [InlineData("20:59:59", null)]
    [InlineData("21:00:00", "2026-11-21 07:00")]
    [InlineData("23:59:59", "2026-11-21 07:00")]
    [InlineData("00:00:00", "2026-11-20 07:00")]
    [InlineData("06:59:59", "2026-11-20 07:00")]
    [InlineData("07:00:00", null)]
    public void It_lasts_from_nine_to_seven_in_Shanghai(string time, string? end)
    {
        var ends = QuietTime.Standard.EndOf(At(time));
        (ends is { } x ? ChinaTime.ToLocal(x).ToString("yyyy-MM-dd HH:mm", null) : null).ShouldBe(end);
    }

    [Theory]
    [InlineData("21:00-07:00", "22:00", true)]
    [InlineData("12:00-14:00", "13:59", true)]
    [InlineData("12:00-14:00", "14:00", false)]
    [InlineData("none", "03:00", false)]
    public void Other_hours_can_be_set(string setting, string time, bool quiet) =>
        (QuietTime.Parse(setting).ShouldNotBeNull().EndOf(At(time)) is not null).ShouldBe(quiet);

    [Theory]
    [InlineData("")]
    [InlineData("21-7")]
    [InlineData("21:00")]
    [InlineData("24:00-07:00")]
    public void Nonsense_is_no_setting(string setting) => QuietTime.Parse(setting).ShouldBeNull();

    [Theory, Stores]
    public async Task What_falls_due_at_night_leaves_at_seven_and_danger_at_once(Store store)
    {
        var app = await villages.OnAsync(store);
        await app.InStoreAsync(db => db.Set<OutboxMessage>().ExecuteDeleteAsync());
        var sent = new List<Guid>();
        var evening = await WriteAsync(app, At("20:58"), urgent: false);
        (await SendAsync(app, At("20:59:59"), sent)).ShouldBe(1);
        var night = await WriteAsync(app, At("20:59:59"), urgent: false);
        var danger = await WriteAsync(app, At("21:00"), urgent: true);
        (await SendAsync(app, At("21:00"), sent)).ShouldBe(1);
        sent.ShouldBe([evening, danger]);
        var waiting = await app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().SingleAsync(x => x.Id == night));
        (waiting.Status, waiting.Attempts, waiting.DueAt).ShouldBe((MessageStatus.Pending, 0, At("07:00").AddDays(1)));

        (await SendAsync(app, At("06:59:59").AddDays(1), sent)).ShouldBe(0);
        (await SendAsync(app, At("07:00").AddDays(1), sent)).ShouldBe(1);
        sent.ShouldBe([evening, danger, night]);
    }

    private static DateTime At(string time) => ChinaTime.ToUtc(Day, TimeOnly.Parse(time, null));

    private static async Task<Guid> WriteAsync(VillageApp app, DateTime now, bool urgent)
    {
        var message = new OutboxMessage(Guid.CreateVersion7(now), Guid.NewGuid(), MessageEvents.ComplaintAccepted, Guid.NewGuid(), new Dictionary<string, string>(), now, urgent);
        await app.InStoreAsync(db =>
        {
            db.Add(message);
            return db.SaveChangesAsync();
        });
        return message.Id;
    }

    private static Task<int> SendAsync(VillageApp app, DateTime now, List<Guid> sent) => app.InsideAsync(services => new MessageDispatcher(
        services.GetRequiredService<EngagementDbContext>(), new ScopesWith<IMessageSender>(app.Services.GetRequiredService<IServiceScopeFactory>(), new Sender(sent)),
        QuietTime.Standard, new StoppedClock(now), NullLogger<MessageDispatcher>.Instance).SendDueAsync(default));

    private sealed class Sender(List<Guid> sent) : IMessageSender
    {
        public Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken cancel)
        {
            sent.Add(message.Id);
            return Task.FromResult(new SendOutcome(SendResult.Sent));
        }
    }
}
