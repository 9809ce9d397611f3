using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Clock;

/// <summary>What a day at the desk holds, counted and listed by the same words.</summary>
public sealed class DayTests(Villages villages)
{
    private static Task<DayCounts> DayAsync(StaffMemberClient by, string query = "") => by.Client.SeeAsync<DayCounts>($"api/cases/day{query}");

    private static async Task<Guid[]> ListAsync(StaffMemberClient by, string view) =>
        [.. (await by.Client.SeeAsync<Page<CaseListItem>>($"api/cases?view={view}")).Items.Select(x => x.Id)];

    [Theory, Stores]
    public async Task Day_counts_what_the_lists_show_and_forgets_what_was_answered(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk) = (await township.VillagerAsync(), await township.ClerkAsync());
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        (await DayAsync(clerk)).ShouldBe(new DayCounts(0, 0, 0, 0, 0, 0, 0, 0));

        var filed = await app.Given.ComplaintAsync(zhang);
        (await DayAsync(clerk)).ToAccept.ShouldBe(1);
        (await ListAsync(clerk, "toAccept")).ShouldBe([filed.Id]);
        var it = await clerk.Client.OnCaseAsync(filed, "accept");
        (await DayAsync(clerk)).ToAccept.ShouldBe(0);
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/messages", new { text = "什么时候来修？" });
        await county.Client.DoAsync<CaseReceipt>($"api/cases/{it.Id}/supervise", new { instruction = "请说明进展" });
        it = await clerk.Client.OnCaseAsync(await clerk.Client.SeeAsync<CaseReceipt>($"api/cases/{it.Id}"), "extension", new { reason = "等配件到货", amount = 3, unit = "workingDays" });

        var day = await DayAsync(clerk);
        (day.Supervised, day.Unanswered, day.Requests).ShouldBe((1, 1, 0), "nobody decides their own request");
        (await DayAsync(county)).Requests.ShouldBe(1);
        (await ListAsync(clerk, "supervised")).ShouldBe([it.Id]);
        (await ListAsync(clerk, "unanswered")).ShouldBe([it.Id]);
        (await DayAsync(clerk, "?mine=true")).Unanswered.ShouldBe(0, "it is not given to the clerk in person");
        (await clerk.Client.SeeAsync<Page<CaseListItem>>("api/cases?view=open&mine=true")).Items.ShouldBeEmpty();

        await clerk.Client.DoAsync<CaseReceipt>($"api/cases/{it.Id}/messages", new { text = "明天上午。" });
        var supervision = (await clerk.Client.SeeAsync<CaseBody>($"api/cases/{it.Id}")).Supervisions.Single();
        await clerk.Client.DoAsync<CaseReceipt>($"api/cases/{it.Id}/supervisions/{supervision.Id}/reply", new { text = "配件明天到。" });
        day = await DayAsync(clerk);
        (day.Supervised, day.Unanswered).ShouldBe((0, 0));
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/messages", new { text = "好的，谢谢。" });
        (await DayAsync(clerk)).Unanswered.ShouldBe(1, "a new message waits again");
    }

    [Theory, Stores]
    public async Task Due_today_ends_at_midnight_in_China_and_leaves_out_what_is_paused(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk) = (await township.VillagerAsync(), await township.ClerkAsync());
        var it = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        var now = app.Clock.GetUtcNow().UtcDateTime;
        var midnight = ChinaTime.ToUtc(ChinaTime.DateOf(now).AddDays(1), TimeOnly.MinValue);
        async Task DueAsync(DateTime at) => await app.InStoreAsync(async db =>
        {
            var loaded = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.Set<Case>(), x => x.Id == it.Id);
            db.Entry(loaded).Property(x => x.DueAt).CurrentValue = at;
            return await db.SaveChangesAsync();
        });

        (await DayAsync(clerk)).DueToday.ShouldBe(0);
        await DueAsync(midnight);
        (await DayAsync(clerk)).DueToday.ShouldBe(0, "midnight is tomorrow");
        await DueAsync(midnight.AddMilliseconds(-1));
        (await DayAsync(clerk)).DueToday.ShouldBe(1);
        (await ListAsync(clerk, "dueToday")).ShouldBe([it.Id]);
        var body = await clerk.Client.SeeAsync<CaseBody>($"api/cases/{it.Id}");
        await clerk.Client.DoAsync<CaseReceipt>($"api/cases/{it.Id}/pause", new { version = body.Version, reason = "weather", text = "暴雨", until = now.AddDays(2) });
        (await DayAsync(clerk)).DueToday.ShouldBe(0);
        (await DayAsync(clerk)).Overdue.ShouldBe(0);
    }
}
