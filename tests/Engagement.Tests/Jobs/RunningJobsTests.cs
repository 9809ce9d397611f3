using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Jobs;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Shared;
using Engagement.Jobs;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Jobs;

/// <summary>The application with its jobs running, through the front door.</summary>
public sealed class RunningJobsTests(SharedServers servers, Villages villages)
{
    [Theory, Stores]
    public async Task A_complaint_filed_ends_as_a_message_on_the_phone(Store store)
    {
        await using var app = await VillageApp.StartAsync(servers, store, new Dictionary<string, string> { ["roles"] = "api,jobs", ["Jobs:SendMessages:Every"] = "00:00:01" });
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var filed = await app.Given.ComplaintAsync(zhang);
        List<ReceivedMessage> arrived = [];
        for (var i = 0; i < 600 && arrived.Count == 0; i++)
        {
            await Task.Delay(100);
            arrived = (await app.Anonymous.GetFromJsonAsync<List<ReceivedMessage>>("simulator/control/messages"))!;
        }

        var message = arrived.ShouldHaveSingleItem();
        message.TemplateId.ShouldBe("complaint.filed");
        message.Data["character_string1"].ShouldBe(filed.Number);
        message.Page.ShouldBe($"pages/complaint/detail?id={filed.Id}");

        var keeper = await app.Given.StaffAsync(Role.Administrator, "99");
        JobBody sending;
        do sending = (await keeper.Client.SeeAsync<Page<JobBody>>("api/jobs")).Items.Single(x => x.Name == "SendMessages");
        while (sending.LastRun is null);
        (sending.Enabled, sending.EverySeconds, sending.FailuresInLastDay, sending.LastFailure).ShouldBe((true, 1, 0, null));
        sending.LastRun.Error.ShouldBeNull();
        var sweeping = (await keeper.Client.SeeAsync<Page<JobBody>>("api/jobs")).Items.Single(x => x.Name == "SweepPhotos");
        sweeping.NextRunAt.ShouldNotBeNull().ShouldBeGreaterThan(DateTime.UtcNow.AddMinutes(50));
        app.Complaints.Where(x => x.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task A_process_of_role_jobs_answers_for_its_health_and_nothing_else(Store store)
    {
        await using var app = await VillageApp.StartAsync(servers, store, new Dictionary<string, string> { ["roles"] = "jobs" });
        foreach (var path in new[] { "healthz", "readyz" }) (await app.Anonymous.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        foreach (var path in new[] { "", "api/regions", "api/jobs", "api/categories", "openapi/v1.json", "docs/index.html", "admin/", "simulator/control/messages" })
            (await app.Anonymous.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory, Stores]
    public async Task Administrators_see_the_timetable_of_a_process_that_runs_none_of_it_and_others_do_not(Store store)
    {
        var app = await villages.OnAsync(store);
        var keeper = await app.Given.StaffAsync(Role.Administrator, "99");
        var jobs = (await keeper.Client.SeeAsync<Page<JobBody>>("api/jobs")).Items;
        jobs.Select(x => (x.Name, x.Purpose)).ShouldBe(Timetable.Rows.Select(x => (x.Name, x.Purpose)));
        jobs.ShouldAllBe(x => x.NextRunAt == null);

        foreach (var role in Enum.GetValues<Role>().Where(x => x != Role.Administrator))
            (await (await app.Given.StaffAsync(role, "99")).Client.GetAsync("api/jobs")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, role.ToString());
        (await app.Anonymous.GetAsync("api/jobs")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
