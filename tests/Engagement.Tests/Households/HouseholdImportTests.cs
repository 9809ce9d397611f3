using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Api.Households;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Households;

/// <summary>A village's own file, through the front door: preview, commit, again, export.</summary>
public sealed class HouseholdImportTests(Villages villages)
{
    private const string File = "胡同,门牌号,户主姓名,联系电话,家庭成员\n东胡同,1号,张德福,13812345678,李秀英(妻)、张小明(子，未成年)\n东胡同,2号,李永福,,\n西胡同,1号,王福山,13912345678,\n";

    [Theory, Stores]
    public async Task Preview_writes_nothing_and_commit_all(Store store)
    {
        var (app, township, committee) = await StartAsync(store);

        var preview = await committee.PreviewAsync(township.Village, Register.Csv(File));
        (preview.Committed, preview.NewCount, preview.ChangedCount, preview.UnchangedCount, preview.MissingCount, preview.ErrorCount).ShouldBe((false, 3, 0, 0, 0, 0));
        (await app.InStoreAsync(db => db.Set<Household>().CountAsync(x => x.RegionCode == township.Village))).ShouldBe(0);
        (await committee.ImportAsync(township.Village, Register.Csv(File))).Committed.ShouldBeTrue();

        var list = (await committee.Client.SeeAsync<Page<HouseholdListItem>>($"api/households?village={township.Village}")).Items;
        list.Select(x => (x.Code[12..], x.GroupName, x.DoorPlate, x.HeadName, x.MemberCount)).ShouldBe(
            [("0001", "东胡同", "1号", "张德福", 3), ("0002", "东胡同", "2号", "李永福", 1), ("0003", "西胡同", "1号", "王福山", 1)]);
        var person = await app.InStoreAsync(db => db.Set<Person>().SingleAsync(x => x.Name == "王福山" && x.RegionCode == township.Village));
        (person.ContactPhone!.Length, person.VerifiedPhone).ShouldBe((40, null));
    }

    [Theory, Stores]
    public async Task The_same_file_again_changes_nothing(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        await committee.ImportAsync(township.Village, Register.Csv(File));
        var before = await CountsAsync(app, township.Village);

        var again = await committee.ImportAsync(township.Village, Register.Csv(File));

        (again.NewCount, again.ChangedCount, again.UnchangedCount, again.MissingCount).ShouldBe((0, 0, 3, 0));
        (await CountsAsync(app, township.Village)).ShouldBe(before);
    }

    [Theory, Stores]
    public async Task Changes_are_shown_old_and_new_and_applied(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        await committee.ImportAsync(township.Village, Register.Csv(File));
        const string changed = "胡同,门牌号,户主姓名,联系电话,家庭成员\n东胡同,1号,李秀英,13812340000,张德福(夫)、张小明(子，成年)\n南胡同,2号,李永福,,刘桂兰(妻)\n北胡同,9号,赵六,,\n";

        var preview = await committee.PreviewAsync(township.Village, Register.Csv(changed));
        (preview.NewCount, preview.ChangedCount, preview.UnchangedCount, preview.MissingCount).ShouldBe((1, 2, 0, 1));
        preview.Missing.ShouldHaveSingleItem().HeadName.ShouldBe("王福山");
        preview.Changed[0].Changes.Select(x => (x.Field, x.Old, x.New)).ShouldBe(
            [("户主", "张德福", "李秀英"), ("李秀英 联系电话", null, "138****0000"), ("张德福 与户主关系", null, "夫"), ("张小明 是否成年", "否", "是")]);
        preview.Changed[1].Changes.Select(x => (x.Field, x.Old, x.New)).ShouldBe([("胡同/小组", "东胡同", "南胡同"), ("新成员", null, "刘桂兰")]);
        await committee.ImportAsync(township.Village, Register.Csv(changed));

        (await committee.PreviewAsync(township.Village, Register.Csv(changed))).UnchangedCount.ShouldBe(3);
        var list = (await committee.Client.SeeAsync<Page<HouseholdListItem>>($"api/households?village={township.Village}")).Items;
        list.Select(x => (x.GroupName, x.HeadName, x.MemberCount)).ShouldBe([("东胡同", "李秀英", 3), ("南胡同", "李永福", 2), ("西胡同", "王福山", 1), ("北胡同", "赵六", 1)]);
    }

    [Theory, Stores]
    public async Task Commit_WhenAnythingIsWrong_ImportsNothing(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var file = Register.Csv(File + "西胡同,2号,,,\n西胡同,3号,赵六,1.38E+10,\n");
        var preview = await committee.PreviewAsync(township.Village, file);
        preview.Errors.Select(x => x.Row).ShouldBe([5, 6]);

        await IsRefusedAsync(await committee.SendFileAsync(township.Village, file, preview.Hash), "household.import_has_errors");
        await IsRefusedAsync(await committee.SendFileAsync(township.Village, Register.Csv(File), preview.Hash), "household.import_other_file");

        (await app.InStoreAsync(db => db.Set<Household>().CountAsync(x => x.RegionCode == township.Village))).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task An_export_imported_again_changes_nothing_and_holds_no_phone(Store store)
    {
        var (_, township, committee) = await StartAsync(store);
        await committee.ImportAsync(township.Village, Register.Csv(File));

        var exported = await committee.Client.GetByteArrayAsync($"api/households/export.xlsx?village={township.Village}");
        var preview = await committee.PreviewAsync(township.Village, exported);

        (preview.ErrorCount, preview.NewCount, preview.ChangedCount, preview.UnchangedCount, preview.MissingCount).ShouldBe((0, 0, 0, 3, 0), JsonSerializer.Serialize(preview.Errors));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(exported));
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var text = await sheet.ReadToEndAsync();
        text.ShouldContain("138****5678");
        text.ShouldNotContain("13812345678");
    }

    [Theory, Stores]
    public async Task A_file_of_a_township_goes_to_its_villages(Store store)
    {
        var (app, township, _) = await StartAsync(store);
        var clerk = await township.ClerkAsync();

        await clerk.ImportAsync(township.Code, Register.Csv("村,门牌号,户主\n柳树村,1号,张德福\n杏树村,1号,李永福\n"));

        (await app.InStoreAsync(db => db.Set<HouseholdCount>().Where(x => x.RegionCode.StartsWith(township.Code)).OrderBy(x => x.RegionCode).Select(x => x.Active).ToListAsync())).ShouldBe([1, 1]);
    }

    [Theory, Stores]
    public async Task Two_imports_at_once_do_not_double_anything(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var hash = (await committee.PreviewAsync(township.Village, Register.Csv(File))).Hash;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => committee.SendFileAsync(township.Village, Register.Csv(File), hash)));

        foreach (var answer in answers) answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await CountsAsync(app, township.Village)).ShouldBe((3, 5, 3));
    }

    [Theory, Stores]
    public async Task Counts_are_proved_equal_to_a_recount(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        await committee.ImportAsync(township.Village, Register.Csv(File));
        var it = (await committee.Client.SeeAsync<Page<HouseholdListItem>>($"api/households?village={township.Village}")).Items[0];
        await committee.Client.DoAsync<HouseholdReceipt>($"api/households/{it.Id}/move-away", new { version = it.Version });
        Task<int> Reconcile() => app.InsideAsync(x => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<HouseholdCounts>(x).ReconcileAsync(default));

        (await Reconcile()).ShouldBe(0);
        await app.InStoreAsync(db => db.Set<HouseholdCount>().ExecuteUpdateAsync(x => x.SetProperty(c => c.Active, 77)));
        (await Reconcile()).ShouldBe(1);
        await app.InStoreAsync(db => db.Set<HouseholdCount>().ExecuteDeleteAsync());
        (await Reconcile()).ShouldBe(1);

        (await CountsAsync(app, township.Village)).Active.ShouldBe(2);
        (await committee.EnterAsync(township.Village, "新户主", "9号")).Code.ShouldEndWith("0004");
    }

    private static async Task IsRefusedAsync(HttpResponseMessage answer, string code)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
        }
    }

    private static Task<(int Households, int Lines, int Active)> CountsAsync(VillageApp app, string village) => app.InStoreAsync(async db => (
        await db.Set<Household>().CountAsync(x => x.RegionCode == village), await db.Set<Membership>().CountAsync(x => x.RegionCode == village),
        await db.Set<HouseholdCount>().Where(x => x.RegionCode == village).Select(x => x.Active).SingleAsync()));

    private async Task<(VillageApp App, Township Township, StaffMemberClient Committee)> StartAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        return (app, township, await township.CommitteeAsync());
    }
}
