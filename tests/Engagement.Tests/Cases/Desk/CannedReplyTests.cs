using System.Net;
using System.Net.Http.Json;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Desk;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases.Desk;

/// <summary>A place's people share the words they often use; the levels below are offered them, and only the place's own change them.</summary>
public sealed class CannedReplyTests(Villages villages)
{
    private const string Path = "api/cases/replies";

    [Theory, Stores]
    public async Task Words_of_a_place_are_shared_there_and_offered_below(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (clerk, colleague, committee, county) = (await township.ClerkAsync(), await township.ClerkAsync(), await township.CommitteeAsync(), await app.Given.StaffAsync(Role.CountyOffice, township.County));
        var own = await AddAsync(clerk, township.Code, "已安排清运，请查看。", "resolve");
        await AddAsync(county, township.County, "请拨打 12345 咨询。");
        await AddAsync(committee, township.Village, "村里今天就去看。");

        (own.CreatedBy, own.RegionName).ShouldBe(("乡镇工作人员小李", "柳树镇"));
        (await ListAsync(colleague)).Select(x => (x.Text, x.MayEdit)).ShouldBe([("已安排清运，请查看。", true), ("请拨打 12345 咨询。", false)]);
        (await ListAsync(committee)).Select(x => (x.Text, x.MayEdit)).ShouldBe([("村里今天就去看。", true), ("已安排清运，请查看。", false), ("请拨打 12345 咨询。", false)]);
        // Working a village's case, the township is offered the village's words, too; the next village is not.
        (await ListAsync(colleague, township.Village)).Select(x => x.Text).ShouldBe(["村里今天就去看。", "已安排清运，请查看。", "请拨打 12345 咨询。"]);
        (await ListAsync(committee, township.NextVillage)).Select(x => x.Text).ShouldBe(["已安排清运，请查看。", "请拨打 12345 咨询。"]);
        var elsewhere = await (await app.Given.TownshipAsync()).ClerkAsync();
        (await ListAsync(elsewhere, township.Village)).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Only_those_who_work_cases_there_change_them_and_the_trail_says_who(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (clerk, colleague, committee) = (await township.ClerkAsync(), await township.ClerkAsync(), await township.CommitteeAsync());
        var reply = await AddAsync(clerk, township.Code, "已收到。");

        await committee.Client.IsRefusedAsync(Path, new { regionCode = township.Code, text = "村里写给乡里" }, HttpStatusCode.Forbidden, "not_allowed");
        (await PutAsync(committee, reply, "改了")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var changed = (await (await PutAsync(colleague, reply, "已收到，明天去看。", "accept")).Content.ReadFromJsonAsync<CannedReplyView>(VillageApp.JsonOptions))!;
        (changed.Text, changed.Action, changed.Version).ShouldBe(("已收到，明天去看。", CaseAction.Accept, 2));
        (await PutAsync(clerk, reply, "旧的版本")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await clerk.Client.DeleteAsync($"{Path}/{reply.Id}?version=1")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await clerk.Client.DeleteAsync($"{Path}/{reply.Id}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await clerk.Client.DeleteAsync($"{Path}/{reply.Id}?version=2")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ListAsync(clerk)).ShouldBeEmpty();
        (await app.InStoreAsync(db => db.Set<AuditLine>().Where(x => x.TargetId == reply.Id).OrderBy(x => x.Id).Select(x => new { x.Action, x.ActorId }).ToListAsync()))
            .Select(x => (x.Action, x.ActorId)).ShouldBe([("canned_reply.add", clerk.Id), ("canned_reply.change", (Guid?)colleague.Id), ("canned_reply.remove", clerk.Id)]);
    }

    [Theory, Stores]
    public async Task The_same_words_are_kept_once(Store store)
    {
        var (_, township) = await ArrangeAsync(store);
        var (clerk, colleague) = (await township.ClerkAsync(), await township.ClerkAsync());
        var first = await AddAsync(clerk, township.Code, "谢谢您的监督。", "write");
        (await AddAsync(colleague, township.Code, "谢谢您的监督。", "write")).Id.ShouldBe(first.Id);
        var other = await AddAsync(colleague, township.Code, "谢谢您的监督。");
        other.Id.ShouldNotBe(first.Id, "another use of the same words");
        (await PutAsync(clerk, other, "谢谢您的监督。", "write")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await clerk.Client.IsRefusedAsync(Path, new { regionCode = township.Code, text = "看号码", action = "revealPhone" }, HttpStatusCode.BadRequest, "invalid");
    }

    [Theory, Stores]
    public async Task A_department_keeps_its_words_for_itself(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var clerk = await township.ClerkAsync();
        var office = await app.InStoreAsync(async db =>
        {
            var made = new Office(Guid.CreateVersion7(), OfficeKind.Department, "环卫所", township.Code);
            db.Add(made);
            await db.SaveChangesAsync();
            return made;
        });
        var officer = await app.Given.StaffAsync(Role.DepartmentOfficer, township.Code, office.Id);
        var reply = await officer.Client.DoAsync<CannedReplyView>(Path, new { regionCode = township.Code, officeId = office.Id, text = "环卫车下午到。" });

        (reply.OfficeName, reply.MayEdit).ShouldBe(("环卫所", true));
        (await ListAsync(clerk)).ShouldBeEmpty();
        await clerk.Client.IsRefusedAsync(Path, new { regionCode = township.Code, officeId = office.Id, text = "不是我的" }, HttpStatusCode.Forbidden, "not_allowed");
        await officer.Client.IsRefusedAsync(Path, new { regionCode = township.Code, text = "整个乡镇" }, HttpStatusCode.Forbidden, "not_allowed");
    }

    private async Task<(VillageApp App, Township Township)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        return (app, await app.Given.TownshipAsync());
    }

    private static Task<CannedReplyView> AddAsync(StaffMemberClient by, string region, string text, string? action = null) =>
        by.Client.DoAsync<CannedReplyView>(Path, new { regionCode = region, text, action });

    private static Task<HttpResponseMessage> PutAsync(StaffMemberClient by, CannedReplyView reply, string text, string? action = null) =>
        by.Client.PutAsJsonAsync($"{Path}/{reply.Id}", new { version = reply.Version, text, action });

    private static async Task<IReadOnlyList<CannedReplyView>> ListAsync(StaffMemberClient by, string? region = null) =>
        (await by.Client.SeeAsync<Page<CannedReplyView>>(region is null ? Path : $"{Path}?region={region}")).Items;
}
