using System.Text.RegularExpressions;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Privacy;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Privacy;

/// <summary>What has outlived its period goes, and nothing else.</summary>
public sealed partial class RetentionTests(Villages villages)
{
    [Theory, Stores]
    public async Task What_has_outlived_its_period_goes_and_nothing_else(Store store)
    {
        var app = await villages.OnAsync(store);
        var (old, young) = (new List<Guid>(), new List<Guid>());
        await app.InsideAsync(async services =>
        {
            var (db, now) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>().UtcNow());
            foreach (var (days, ids) in new[] { (1, old), (-1, young) })
            {
                DateTime Before(TimeSpan period) => now - period - TimeSpan.FromDays(days);
                var line = AuditLine.Of(Actor.System, Before(RetentionTable.AuditTrail), "test", "test", null);
                var at = Before(RetentionTable.Messages);
                var message = new OutboxMessage(Guid.CreateVersion7(at), Guid.NewGuid(), "complaint.accepted", Guid.NewGuid(), new Dictionary<string, string>(), at);
                // Created long before: a tombstone counts from the deletion.
                var gone = Before(RetentionTable.DetachedPersons);
                var person = new Person(Guid.CreateVersion7(gone), "旧人", null, gone.AddYears(-1));
                person.Erase(gone);
                db.AddRange(line, message, person);
                db.Add(new PrivacyConsent(Guid.CreateVersion7(gone), person.Id, "2020-01", gone));
                ids.AddRange([line.Id, message.Id, person.Id]);
            }

            return await db.SaveChangesAsync();
        });

        await app.InsideAsync(async services =>
        {
            var retention = services.GetRequiredService<Retention>();
            (await retention.EnforceAsync(default)).ShouldBe(3);
            (await retention.EnforceAsync(default)).ShouldBe(0);
            return 0;
        });
        (await LeftAsync(app, old)).ShouldBe(0);
        (await LeftAsync(app, young)).ShouldBe(3);
    }

    [Fact]
    public void The_document_says_what_the_table_says()
    {
        var rows = File.ReadLines(Path.Combine(RunningApi.Repository, "docs", "retention.md")).Select(x => Row().Match(x)).Where(x => x.Success)
            .Select(x => (Kind: x.Groups[1].Value, Period: x.Groups[2].Value, From: x.Groups[3].Value, By: x.Groups[4].Value)).Skip(1).ToList();
        rows.ShouldBe(RetentionTable.Rules.Select(x => (x.Kind, Words(x.Period), x.From, x.EnforcedBy)));
    }

    private static string Words(TimeSpan? period) => period switch
    {
        null => "-",
        { TotalDays: >= 365 } x => $"{x.TotalDays / 365} years",
        { TotalDays: 1 } => "1 day",
        { TotalDays: > 1 } x => $"{x.TotalDays} days",
        var x => $"{x.Value.TotalMinutes} minutes",
    };

    private static Task<int> LeftAsync(VillageApp app, List<Guid> ids) => app.InStoreAsync(async db =>
        await db.Set<AuditLine>().CountAsync(x => ids.Contains(x.Id)) + await db.Set<OutboxMessage>().CountAsync(x => ids.Contains(x.Id)) + await db.Set<Person>().CountAsync(x => ids.Contains(x.Id)));

    [GeneratedRegex(@"^\| ([\w ,]+) \| ([\w -]+) \| ([\w ';]+) \| `?([\w. ]+?)`? \|")]
    private static partial Regex Row();
}
