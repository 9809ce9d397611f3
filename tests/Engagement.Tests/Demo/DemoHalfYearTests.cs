using System.Globalization;
using Engagement.Api.Demo;
using Engagement.Core.Cases;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Demo;

/// <summary>The half-year is believable on whatever day somebody first starts the program.</summary>
public sealed class DemoHalfYearTests(DemoVillages villages)
{
    [Theory]
    [InlineData("2026-02-22T19:00:00Z", "deep in the night, last days of the spring festival")]
    [InlineData("2026-10-04T04:00:00Z", "noon of the national holidays")]
    [InlineData("2026-03-01T22:30:00Z", "before dawn on a Monday")]
    [InlineData("2026-07-15T06:00:00Z", "an afternoon in the week")]
    [InlineData("2029-12-31T15:59:59Z", "a year without official calendar data")]
    public async Task There_is_some_of_everything_on_any_day(string moment, string because)
    {
        var now = At(moment);
        var (halfYear, rows) = await PlayAsync(now);

        DemoKinds.ShouldAllBePresent(rows.Cases, halfYear.People.Offices, now);
        rows.Cases.SelectMany(x => x.Timeline).Max(x => x.At).ShouldBeLessThanOrEqualTo(now, because);
        rows.Messages.Max(x => x.CreatedAt).ShouldBeLessThanOrEqualTo(now);
        foreach (var it in rows.Cases) it.Timeline.Select(x => x.At).ShouldBeInOrder(SortDirection.Ascending, it.Number);
    }

    [Fact]
    public async Task The_same_moment_gives_the_same_village()
    {
        var now = At("2026-07-15T06:00:00Z");
        (await TextsAsync()).ShouldBe(await TextsAsync());

        async Task<List<string>> TextsAsync() =>
            [.. (await PlayAsync(now)).Rows.Cases.Select(x => $"{x.Id} {x.Number} {x.Status} {x.Description} {x.ReporterId} {string.Join(' ', x.Timeline.Select(l => $"{l.At:O} {l.Type} {l.Text}"))}")];
    }

    [Fact]
    public async Task Complaints_do_not_repeat_each_other_and_leave_no_blank_unfilled()
    {
        var (halfYear, rows) = await PlayAsync(At("2026-07-15T06:00:00Z"));
        var texts = rows.Cases.Select(x => x.Description).OfType<string>().ToList();

        texts.ShouldAllBe(x => !x.Contains('{') && !x.Contains('}'));
        texts.Distinct().Count().ShouldBeGreaterThan(texts.Count * 3 / 4);
        halfYear.People.Persons.Select(x => x.Name!).ShouldAllBe(x => x.Length >= 2 && x.Length <= 4 && x.All(c => c >= '一' && c <= '龥'));
    }

    private async Task<(DemoHalfYear HalfYear, DemoRows Rows)> PlayAsync(DateTime now)
    {
        var app = await villages.OnAsync(Store.Sqlite);
        var regions = await app.InStoreAsync(db => db.Set<Region>().AsNoTracking().Where(x => x.Code.StartsWith(DemoPeople.County)).ToListAsync());
        var categories = await app.InStoreAsync(db => db.Set<Category>().AsNoTracking().ToListAsync());
        var cipher = new FieldCipher(new KeyRing([new KeyOptions { Version = 1, Secret = Convert.ToBase64String(new byte[32]) }]));
        var halfYear = new DemoHalfYear(regions, categories, WorkingCalendar.Official, cipher, "wx5e1f000000000001", now);
        var count = 0;
        return (halfYear, await halfYear.PlayAsync(_ => Task.FromResult($"GD{++count:0000}")));
    }

    private static DateTime At(string moment) => DateTime.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
