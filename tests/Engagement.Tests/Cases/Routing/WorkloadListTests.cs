using System.Globalization;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Routing;

/// <summary>Every figure of the workload is the length of the list it leads to.</summary>
public sealed class WorkloadListTests(Villages villages)
{
    [Theory, Stores]
    public async Task Every_figure_is_the_length_of_its_list(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, other, committee, county) = (await township.ClerkAsync(), await township.ClerkAsync(), await township.CommitteeAsync(), await app.Given.StaffAsync(Role.CountyOffice, township.County));
        var zhang = await township.VillagerAsync();
        for (var i = 0; i < 16; i++)
        {
            var it = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(zhang, i % 3 == 0 ? township.NextVillage : null), "accept");
            if (i % 4 != 0) await clerk.Client.OnCaseAsync(it, "assign", new { assigneeId = (i % 2 == 0 ? other : clerk).Id });
        }

        await SpreadAsync(app, township);
        foreach (var reader in new[] { clerk, committee, county })
            foreach (var region in new[] { township.Code, township.Village, township.County })
                await CompareAsync(reader, region);
        var load = await clerk.Client.SeeAsync<Workload>($"api/cases/workload?region={township.Code}");
        (load.Total.Overdue > 0 && load.Total.DueToday > 0 && load.Total.Overdue < load.Total.Open).ShouldBeTrue($"{load.Total}: the test compares more than zeros");
    }

    /// <summary>A county's history is long; a person's cases are few. SQLite keeps no statistics that would tell it so.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task The_cases_of_one_person_are_read_off_their_own_index(bool byDue)
    {
        var app = await villages.OnAsync(Store.Sqlite);
        var someone = Guid.CreateVersion7();
        var actor = new Actor(ActorKind.Staff, someone, null, null, [new ActorGrant(Role.CountyOffice, "990101", null)], null);
        var plan = await app.InStoreAsync(async db =>
        {
            var cases = db.Set<Case>().Where(CaseAccess.PartsVisibleTo(actor, "990101", ofFew: true).ShouldHaveSingleItem()).Where(x => x.AssigneeId == someone);
            var page = (byDue ? cases.OrderBy(x => x.DueAt).ThenBy(x => x.Id) : cases.OrderByDescending(x => x.FiledAt).ThenByDescending(x => x.Id)).Take(21);
            await db.Database.OpenConnectionAsync();
            await using var command = page.CreateDbCommand();
#pragma warning disable CA2100 // our own query
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            List<string> lines = [];
            while (await reader.ReadAsync()) lines.Add(reader.GetString(reader.FieldCount - 1));
            return string.Join('\n', lines);
        });
        plan.ShouldContain("IX_cases_assignee_id");
    }

    /// <summary>Late, due today, far off, standing and deferred ones.</summary>
    private static Task<bool> SpreadAsync(VillageApp app, Township township) => app.InStoreAsync(async db =>
    {
        var now = app.Clock.GetUtcNow().UtcDateTime;
        var tonight = ChinaTime.ToUtc(ChinaTime.DateOf(now).AddDays(1), TimeOnly.MinValue).AddSeconds(-1);
        var ids = await db.Set<Case>().Where(x => x.TownshipCode == township.Code).OrderBy(x => x.Id).Select(x => x.Id).ToListAsync();
        foreach (var (n, id) in ids.Index())
        {
            var due = (n % 4) switch { 0 => now.AddDays(-2), 1 => tonight, 2 => now.AddDays(-1), _ => now.AddDays(5) };
            var clock = (n % 7) switch { 2 => CaseClock.Deferred, 5 => CaseClock.Paused, _ => CaseClock.Running };
            await db.Set<Case>().Where(x => x.Id == id).ExecuteUpdateAsync(x => x.SetProperty(c => c.DueAt, due).SetProperty(c => c.Clock, clock));
        }

        return true;
    });

    private static async Task CompareAsync(StaffMemberClient by, string region)
    {
        var load = await by.Client.SeeAsync<Workload>($"api/cases/workload?region={region}");
        var rows = load.Offices.Select(x => (Of: $"&owner={x.Id}", Row: x)).Concat(load.Assignees.Select(x => (Of: $"&assignee={x.Id}", Row: x)))
            .Concat(load.Posts.Select(x => (Of: $"&post={x.Id}", Row: x))).Append((Of: "", Row: load.Total));
        foreach (var (of, row) in rows)
            foreach (var (view, figure) in new[] { ("open", row.Open), ("overdue", row.Overdue), ("dueToday", row.DueToday) })
                (await LengthAsync(by, $"api/cases?view={view}&region={region}{of}")).ShouldBe(figure, $"{view} of {row.Name} in {region}");
        (await LengthAsync(by, $"api/cases?view=unassigned&region={region}")).ShouldBe(load.Unassigned.Open);
        // What stands on the tabs above the list is of the same cases.
        foreach (var (of, row) in rows)
        {
            var counts = await by.Client.SeeAsync<CaseCounts>($"api/cases/counts?region={region}{of}");
            (counts.Open, counts.Overdue).ShouldBe((row.Open, row.Overdue));
        }
    }

    private static async Task<int> LengthAsync(StaffMemberClient by, string path)
    {
        var (count, after) = (0, (string?)null);
        do
        {
            var page = await by.Client.SeeAsync<Page<CaseListItem>>(string.Create(CultureInfo.InvariantCulture, $"{path}&limit=7{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}"));
            count += page.Items.Count;
            after = page.Next;
        }
        while (after is not null);
        return count;
    }
}
