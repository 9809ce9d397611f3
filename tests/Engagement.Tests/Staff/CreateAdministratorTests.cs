using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Engagement.Api.People;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Staff;

/// <summary><c>create-admin</c>: the way into a store that has no accounts yet.</summary>
public sealed class CreateAdministratorTests
{
    [Fact]
    public async Task The_first_administrator_can_enter_enrol_and_give_every_right()
    {
        var folder = Directory.CreateTempSubdirectory("first-admin-").FullName;
        var store = $"Data Source={Path.Combine(folder, "engagement.db")}";
        var (exit, said) = await CommandLine.RunAsync(folder, store, "create-admin", "laoli");
        exit.ShouldBe(0);
        said.ShouldContain("全部地区");
        var password = Regex.Match(said, "临时密码：([a-z0-9-]+)").Groups[1].Value;
        (await CommandLine.RunAsync(folder, store, "create-admin", "LaoLi")).Exit.ShouldBe(1);
        (await CommandLine.RunAsync(folder, store, "create-admin", "other", "--region", "210283")).Exit.ShouldBe(1);
        (await CommandLine.RunAsync(folder, store, "create-admin")).Exit.ShouldBe(1);

        await using var app = await VillageApp.StartAsync(SharedServers.Current, Store.Sqlite,
            new Dictionary<string, string> { ["ConnectionStrings:Engagement"] = store, ["DataFolder"] = folder });
        var township = await app.Given.TownshipAsync();
        var admin = await app.EnterAsync("laoli", password);
        (await admin.GetAsync("api/staff").RefusalAsync()).ShouldBe("auth.must_change_password");
        await admin.PostAsync("api/account/password", new { currentPassword = password, newPassword = "willow-trees-7" }).ShouldAnswerAsync(HttpStatusCode.NoContent);
        (await admin.GetAsync("api/staff").RefusalAsync()).ShouldBe("auth.must_enrol_one_time_code");
        await app.EnrolAsync(admin);
        await admin.GetAsync("api/staff").ShouldAnswerAsync(HttpStatusCode.OK);
        var me = await admin.GetFromJsonAsync<Me>("api/me", VillageApp.JsonOptions);
        me!.Grants.Single().ShouldSatisfyAllConditions(x => x.RegionCode.ShouldBe(""), x => x.RegionName.ShouldBe("全部地区"));
        await StaffAdministrationTests.OpenAsync(admin, Role.Administrator, township.County);
        await StaffAdministrationTests.OpenAsync(admin, Role.Administrator, "");
        await app.Given.ComplaintAsync(await township.VillagerAsync());
        using var cases = await admin.GetAsync("api/cases");
        (await cases.Content.ReadAsStringAsync()).ShouldContain($"GD{township.County}");
    }
}
