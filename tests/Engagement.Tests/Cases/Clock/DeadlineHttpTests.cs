using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases.Clock;

/// <summary>Deadlines, categories, calendar and office hours as data.</summary>
public sealed class DeadlineHttpTests(Villages villages)
{
    private static async Task<T> PutAsync<T>(StaffMemberClient by, string path, object body)
    {
        using var answer = await by.Client.PutAsJsonAsync(path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<T>(VillageApp.JsonOptions))!;
    }

    private static async Task<HttpStatusCode> TryPutAsync(StaffMemberClient by, string path, object body)
    {
        using var answer = await by.Client.PutAsJsonAsync(path, body);
        return answer.StatusCode;
    }

    private static object Days(int respond, int resolve, int version, string? region = null, bool apply = false) => new
    {
        region,
        version,
        applyToRunning = apply,
        reason = "试行",
        respondWithin = new { amount = respond, unit = "workingHours" },
        resolveWithin = new { amount = resolve, unit = "workingDays" },
    };

    private static async Task<AllowanceView> WithinAsync(VillageApp app, string region) =>
        (await app.Anonymous.SeeAsync<Page<CategoryView>>($"api/categories?region={region}")).Items.Single(x => x.Code == "rubbish").ResolveWithin;

    [Theory, Stores]
    public async Task Township_goes_before_county_before_everywhere_and_running_clocks_move_only_when_asked(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk, county) = (await township.VillagerAsync(), await township.ClerkAsync(), await app.Given.StaffAsync(Role.CountyOffice, township.County));
        var running = await app.Given.ComplaintAsync(zhang);
        (await WithinAsync(app, township.Village)).Amount.ShouldBe(7);
        await PutAsync<DeadlineReceipt>(county, "api/deadlines/rubbish", Days(2, 4, 0, township.County));
        (await WithinAsync(app, township.Village)).Amount.ShouldBe(4);
        var set = await PutAsync<DeadlineReceipt>(county, "api/deadlines/rubbish", Days(2, 3, 0, township.Code));
        (await WithinAsync(app, township.Village)).Amount.ShouldBe(3);
        (await WithinAsync(app, township.County)).Amount.ShouldBe(4);
        (await clerk.Client.SeeAsync<CaseBody>($"api/cases/{running.Id}")).DueAt.ShouldBe(running.DueAt, "nobody asked to move it");

        (await TryPutAsync(county, "api/deadlines/rubbish", Days(2, 5, 0, township.Code))).ShouldBe(HttpStatusCode.Conflict, "stale");
        (await TryPutAsync(county, "api/deadlines/rubbish", Days(2, 5, 0))).ShouldBe(HttpStatusCode.Forbidden, "everywhere is the administrator's");
        (await TryPutAsync(county, "api/deadlines/nothing", Days(2, 5, 0, township.Code))).ShouldBe(HttpStatusCode.BadRequest);
        var next = await app.Given.TownshipAsync();
        (await TryPutAsync(county, "api/deadlines/rubbish", Days(2, 5, 0, next.Code))).ShouldBe(HttpStatusCode.Forbidden);

        var moved = await PutAsync<DeadlineReceipt>(county, "api/deadlines/rubbish", Days(2, 2, set.Version, township.Code, apply: true));
        moved.RunningCases.ShouldBe(1);
        await ApplyAsync(app);
        var body = await clerk.Client.SeeAsync<CaseBody>($"api/cases/{running.Id}");
        body.DueAt.ShouldBe(DeadlinePolicy.At(body.FiledAt, new TimeAllowance(2, DeadlineUnit.WorkingDays), WorkingCalendar.Official));
        body.Timeline.Count(x => x.Type == CaseEventType.PolicyChanged).ShouldBe(1);
        var row = (await county.Client.SeeAsync<Page<DeadlineView>>($"api/deadlines?region={township.Code}")).Items.Single(x => x.Category == "rubbish");
        (row.Version, row.Applying, row.From).ShouldBe((2, false, township.Code));

        await PutAsync<DeadlineReceipt>(county, "api/deadlines/rubbish", new { region = township.Code, version = 2 });
        (await WithinAsync(app, township.Village)).Amount.ShouldBe(4, "taken back: the county's holds");
        var history = (await county.Client.SeeAsync<Page<RuleChangeView>>($"api/deadlines/history?subject=rubbish@{township.Code}")).Items;
        history.Select(x => x.Old).ShouldBe(["2 WorkingHours / 2 WorkingDays", "2 WorkingHours / 3 WorkingDays", null]);
        history[0].New.ShouldBeNull();
    }

    [Theory, Stores]
    public async Task Preview_says_when_a_case_filed_now_would_be_due_and_how_many_clocks_run(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        await app.Given.ComplaintAsync(await township.VillagerAsync());
        var considered = await PreviewAsync(county, Days(2, 3, 0, township.Code));
        considered.DueAt.ShouldBe(DeadlinePolicy.At(considered.FiledAt, new TimeAllowance(3, DeadlineUnit.WorkingDays), WorkingCalendar.Official));
        considered.RespondBy.ShouldBe(DeadlinePolicy.At(considered.FiledAt, new TimeAllowance(2, DeadlineUnit.WorkingHours), WorkingCalendar.Official));
        considered.RunningCases.ShouldBe(1);
        (await WithinAsync(app, township.Village)).Amount.ShouldBe(7, "nothing is saved");

        await PutAsync<DeadlineReceipt>(county, "api/deadlines/rubbish", Days(2, 4, 0, township.County));
        (await PreviewAsync(county, new { region = township.Code })).ResolveWithin.Amount.ShouldBe(4, "without times: the county's");
        (await PreviewAsync(county, new { region = township.County })).ResolveWithin.Amount.ShouldBe(7, "without times: what was shipped");

        var next = await app.Given.TownshipAsync();
        using var outside = await county.Client.PostAsJsonAsync("api/deadlines/rubbish/preview", Days(2, 4, 0, next.Code));
        outside.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var backwards = new { region = township.Code, version = 0, respondWithin = new { amount = 3, unit = "workingDays" }, resolveWithin = new { amount = 2, unit = "workingDays" } };
        using var refused = await county.Client.PostAsJsonAsync("api/deadlines/rubbish/preview", backwards);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TryPutAsync(county, "api/deadlines/rubbish", backwards)).ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<DeadlinePreview> PreviewAsync(StaffMemberClient by, object body)
    {
        using var answer = await by.Client.PostAsJsonAsync("api/deadlines/rubbish/preview", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<DeadlinePreview>(VillageApp.JsonOptions))!;
    }

    [Theory, Stores]
    public async Task Category_editor_refuses_what_is_stale_or_not_the_administrators(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk, county) = (await township.VillagerAsync(), await township.ClerkAsync(), await app.Given.StaffAsync(Role.CountyOffice, township.County));
        var administrator = await app.Given.StaffAsync(Role.Administrator, "");
        var code = $"c{Guid.NewGuid():N}"[..12];
        object Body(string name, int version, bool active = true) => new { code, name, hint = "提示", icon = "delete", priority = "danger", sortOrder = 900, active, requiresVerification = true, version };
        await county.Client.IsRefusedAsync("api/categories", Body("井盖", 0), HttpStatusCode.Forbidden, "not_allowed");
        var made = await administrator.Client.DoAsync<CategoryBody>("api/categories", Body("井盖", 0));
        await administrator.Client.IsRefusedAsync("api/categories", Body("井盖", 0), HttpStatusCode.Conflict, "category.exists");
        (await app.Anonymous.SeeAsync<Page<CategoryView>>("api/categories")).Items.Single(x => x.Code == code).ResolveWithin.ShouldBe(new AllowanceView(2, DeadlineUnit.ClockHours));

        var it = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(zhang, category: code), "accept");
        it = await clerk.Client.OnCaseAsync(it, "resolve", new { text = "已盖好", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client) } });
        await zhang.Client.IsRefusedAsync($"api/complaints/{it.Id}/rating", new { solved = true, satisfaction = 5 }, HttpStatusCode.Conflict, "case.awaits_verification");
        it = await (await township.ClerkAsync()).Client.OnCaseAsync(it, "verify", new { passed = true });
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/rating", new { solved = true, satisfaction = 5 });

        made = await PutAsync<CategoryBody>(administrator, $"api/categories/{code}", Body("井盖缺失", made.Version, active: false));
        (await TryPutAsync(administrator, $"api/categories/{code}", Body("井盖", made.Version - 1))).ShouldBe(HttpStatusCode.Conflict);
        (await app.Anonymous.SeeAsync<Page<CategoryView>>("api/categories")).Items.ShouldNotContain(x => x.Code == code);
        (await administrator.Client.SeeAsync<Page<RuleChangeView>>($"api/deadlines/history?subject={code}")).Items.Count.ShouldBe(2);
    }

    [Theory, Stores]
    public async Task Due_times_are_what_anyone_computes_from_what_the_API_states(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var township = await app.Given.TownshipAsync();
        var (administrator, county) = (await app.Given.StaffAsync(Role.Administrator, ""), await app.Given.StaffAsync(Role.CountyOffice, township.County));
        var year = app.Clock.GetUtcNow().Year + 1;
        (await administrator.Client.SeeAsync<CalendarState>("api/calendar")).YearsWithoutData.ShouldNotContain(year - 2);
        await administrator.Client.DoAsync<CalendarState>("api/calendar/import", new
        {
            source = "测试安排",
            years = new Dictionary<string, object> { [$"{year}"] = new { holidays = new Dictionary<string, string> { [$"{year}-01-01"] = "元旦", [$"{year}-01-04"] = "春节", [$"{year}-01-05"] = "春节" }, makeUpWorkdays = new[] { $"{year}-01-09" } } },
        });
        (await county.Client.SeeAsync<OfficeHoursBody>($"api/office-hours/{township.County}")).Spans.Select(x => (x.From, x.To)).ShouldBe(
            [(new TimeOnly(8, 30), new TimeOnly(12, 0)), (new TimeOnly(13, 30), new TimeOnly(17, 30))], "where no county laid down others");
        (await TryPutAsync(county, $"api/office-hours/{township.County}", new { version = 0, spans = new[] { new { from = "09:00:00", to = "11:30:00" }, new { from = "11:00:00", to = "16:00:00" } } })).ShouldBe(HttpStatusCode.BadRequest);
        (await TryPutAsync(county, $"api/calendar/{year}", new { version = 1, source = "x", holidays = new[] { new { date = $"{year}-01-01" } } })).ShouldBe(HttpStatusCode.Forbidden);

        var random = new Random(20261122);
        string[] categories = ["rubbish", "road", "water", "danger"];
        for (var i = 0; i < 14; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 500_000)));
            // Sessions do not outlive such leaps.
            var (zhang, clerk) = (await township.VillagerAsync(), await township.ClerkAsync());
            if (i == 7)
            {
                county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
                await PutAsync<OfficeHoursBody>(county, $"api/office-hours/{township.County}", new { version = 0, spans = new[] { new { from = "09:00:00", to = "11:30:00" }, new { from = "13:00:00", to = "16:00:00" } } });
            }

            var stated = (await app.Anonymous.SeeAsync<Page<CategoryView>>($"api/categories?region={township.Village}")).Items;
            var calendar = await StatedCalendarAsync(clerk, township.County);
            foreach (var category in categories)
            {
                var it = await app.Given.ComplaintAsync(zhang, category: category);
                var body = await clerk.Client.SeeAsync<CaseBody>($"api/cases/{it.Id}");
                var says = stated.Single(x => x.Code == category);
                body.RespondBy.ShouldBe(calendar(body.FiledAt, says.RespondWithin), $"{category} {body.FiledAt:O}");
                body.DueAt.ShouldBe(calendar(body.FiledAt, says.ResolveWithin), $"{category} {body.FiledAt:O}");
            }
        }
    }

    /// <summary>Counts as a citizen would, minute by minute of the calendar the API states, not as the policy does.</summary>
    private static async Task<Func<DateTime, AllowanceView, DateTime>> StatedCalendarAsync(StaffMemberClient by, string county)
    {
        var now = DateTime.UtcNow.Year;
        HashSet<DateOnly> off = [], worked = [];
        foreach (var year in new[] { now - 1, now, now + 1, now + 2 })
        {
            var stated = await by.Client.SeeAsync<CalendarYearBody>($"api/calendar/{year}");
            off.UnionWith(stated.Holidays.Select(x => x.Date!.Value));
            worked.UnionWith(stated.MakeUpWorkdays);
        }

        var spans = (await by.Client.SeeAsync<OfficeHoursBody>($"api/office-hours/{county}")).Spans;
        bool Works(DateOnly day) => worked.Contains(day) || (!off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        return (filed, within) =>
        {
            var local = filed.AddHours(8);
            var day = DateOnly.FromDateTime(local);
            if (within.Unit == DeadlineUnit.ClockHours) return filed.AddHours(within.Amount);
            if (within.Unit == DeadlineUnit.WorkingDays)
            {
                for (var left = within.Amount; left > 0;) if (Works(day = day.AddDays(1))) left--;
                return DateTime.SpecifyKind(day.ToDateTime(spans[^1].To!.Value).AddHours(-8), DateTimeKind.Utc);
            }

            for (var left = TimeSpan.FromHours(within.Amount); ; day = day.AddDays(1))
                foreach (var span in Works(day) ? spans : [])
                {
                    var (from, to) = (day.ToDateTime(span.From!.Value), day.ToDateTime(span.To!.Value));
                    if (from < local) from = local;
                    if (from >= to) continue;
                    if (to - from >= left) return DateTime.SpecifyKind((from + left).AddHours(-8), DateTimeKind.Utc);
                    left -= to - from;
                }
        };
    }

    private static async Task ApplyAsync(VillageApp app)
    {
        while (await app.InsideAsync(x => x.GetRequiredService<DeadlineApplication>().ApplyAsync(default)) > 0)
        {
        }
    }
}
