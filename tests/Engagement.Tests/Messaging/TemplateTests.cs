using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engagement.Api.Messaging;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Templates;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Messaging;

/// <summary>Administrators word the messages; every edition is kept and a wrong one refused.</summary>
public sealed class TemplateTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    private const string Event = MessageEvents.ComplaintFiled, Path = "api/messages/templates/" + Event;

    [Theory, Stores]
    public async Task New_words_are_in_force_at_once_and_the_old_ones_are_kept(Store store)
    {
        var (app, township, admin) = await ArrangeAsync(store);
        var shipped = await admin.Client.SeeAsync<TemplateBody>(Path);
        (shipped.Version, shipped.History.Count).ShouldBe((0, 0));
        var edited = await PutAsync(admin, shipped, x =>
        {
            x["title"] = "收到";
            x["text"] = "收到“{category}”。";
            x["values"] = new JsonObject { ["thing1"] = "{category|问题}", ["time2"] = "{dueAt}" };
            x["page"] = "pages/new/page?id={subjectId}";
            x["templateIds"] = new JsonObject { [shipped.AppId] = "edited-id", ["wxproduction00000000"] = "other-id" };
        });
        (edited.Version, edited.TemplateId).ShouldBe((1, "edited-id"));
        edited.History.ShouldHaveSingleItem().By.ShouldNotBeNullOrEmpty();

        var zhang = await township.VillagerAsync();
        await app.Given.ComplaintAsync(zhang);
        await InboxTests.SendDueAsync(app);
        var line = (await InboxTests.InboxAsync(zhang.Client)).Items.ShouldHaveSingleItem();
        (line.Title, line.Text).ShouldBe(("收到", "收到“生活垃圾堆放”。"), line.Text);
        var arrived = app.Services.GetRequiredService<SimulatorState>().Messages.Received().ShouldHaveSingleItem();
        (arrived.TemplateId, arrived.Page, arrived.Data.Count).ShouldBe(("edited-id", $"pages/new/page?id={line.SubjectId}", 2));
        (await app.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.Action == "message.edit_template" && x.ActorId == admin.Id))).ShouldBe(1);

        await RefuseAsync(admin, shipped, _ => { }, HttpStatusCode.Conflict, "stale");
        var second = await PutAsync(admin, edited, x => x["title"] = "第二版");
        second.History.Select(x => (x.Version, x.Title)).ShouldBe([(2, "第二版"), (1, "收到")]);
    }

    [Theory, Stores]
    public async Task Two_editors_at_once_do_not_overwrite_each_other(Store store)
    {
        var (app, _, admin) = await ArrangeAsync(store);
        var shipped = await admin.Client.SeeAsync<TemplateBody>(Path);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => admin.Client.PutAsJsonAsync(Path, Body(shipped, x => x["title"] = $"第{i}人"))));
        answers.Count(x => x.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(x => x.StatusCode == HttpStatusCode.Conflict).ShouldBe(5);
        (await app.InStoreAsync(db => db.Set<TemplateEdition>().CountAsync(x => x.Event == Event))).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Switched_off_it_stays_in_the_inbox(Store store)
    {
        var (app, township, admin) = await ArrangeAsync(store);
        await PutAsync(admin, await admin.Client.SeeAsync<TemplateBody>(Path), x => x["enabled"] = false);
        var zhang = await township.VillagerAsync();
        await app.Given.ComplaintAsync(zhang);
        await InboxTests.SendDueAsync(app);
        app.Services.GetRequiredService<SimulatorState>().Messages.Received().ShouldBeEmpty();
        (await InboxTests.InboxAsync(zhang.Client)).Items.ShouldHaveSingleItem();
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().Select(x => x.Status).SingleAsync())).ShouldBe(MessageStatus.InboxOnly);
    }

    [Theory, Stores]
    public async Task The_mini_program_learns_what_to_ask_for_at_a_moment(Store store)
    {
        var (_, township, admin) = await ArrangeAsync(store);
        var zhang = await township.VillagerAsync();
        var filing = await zhang.Client.SeeAsync<Page<TemplateItem>>("api/messages/templates?moment=filing");
        filing.Items.Select(x => x.Event).ShouldBe(
            [MessageEvents.ComplaintAccepted, MessageEvents.ComplaintRejected, MessageEvents.ComplaintResolved, MessageEvents.ComplaintClosed], ignoreOrder: true);
        filing.Items.ShouldAllBe(x => x.TemplateId != null && x.Enabled);
        (await zhang.Client.SeeAsync<Page<TemplateItem>>("api/messages/templates?moment=nothing")).Items.ShouldBeEmpty();
        (await zhang.Client.SeeAsync<Page<TemplateItem>>("api/messages/templates")).Items.Count.ShouldBe(MessageEvents.All.Count);

        // One id for two events is asked for once.
        foreach (var eventName in new[] { MessageEvents.ComplaintClosed, MessageEvents.ComplaintRejected })
        {
            var path = $"api/messages/templates/{eventName}";
            var shown = await admin.Client.SeeAsync<TemplateBody>(path);
            await admin.Client.PutAsJsonAsync(path, Body(shown, x => x["templateIds"] = new JsonObject { [shown.AppId] = "shared" }));
        }

        (await zhang.Client.SeeAsync<Page<TemplateItem>>("api/messages/templates?moment=filing")).Items.Count.ShouldBe(3);
        var one = await PutAsync(admin, await admin.Client.SeeAsync<TemplateBody>(Path), x => x["moments"] = new JsonArray("filing"));
        one.Moments.ShouldBe(["filing"]);
        var sixth = await admin.Client.SeeAsync<TemplateBody>("api/messages/templates/" + MessageEvents.ComplaintHeld);
        await RefuseAsync(admin, sixth, x => x["moments"] = new JsonArray("filing"), HttpStatusCode.Conflict, "message.moment_full");
    }

    [Theory, Stores]
    public async Task What_cannot_work_is_refused_with_the_field(Store store)
    {
        var (_, _, admin) = await ArrangeAsync(store);
        var shown = await admin.Client.SeeAsync<TemplateBody>(Path);
        await IsInvalid("text", x => x["text"] = "收到{phone}");
        await IsInvalid("text", x => x["text"] = "收到{number");
        await IsInvalid("values", x => x["values"] = new JsonObject { ["thing1"] = "{points}" });
        await IsInvalid("values", x => x["values"] = new JsonObject { ["thing"] = "x" });
        await IsInvalid("values", x => x["values"] = new JsonObject { ["words1"] = "x" });
        await IsInvalid("values", x => x["values"] = new JsonObject { ["thing1"] = "" });
        await IsInvalid("values", x => x["values"] = new JsonObject());
        await IsInvalid("page", x => x["page"] = "https://example.com/");
        await IsInvalid("page", x => x["page"] = "pages/x?id={number}");
        await IsInvalid("moments", x => x["moments"] = new JsonArray("sleeping"));
        await IsInvalid("templateIds", x => x["templateIds"] = new JsonObject { ["wx1"] = "有字" });
        using var unknown = await admin.Client.PutAsJsonAsync("api/messages/templates/no.such", Body(shown, _ => { }));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.Client.SeeAsync<TemplateBody>(Path)).Version.ShouldBe(0);

        async Task IsInvalid(string field, Action<JsonObject> change)
        {
            using var answer = await admin.Client.PutAsJsonAsync(Path, Body(shown, change));
            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
            JsonDocument.Parse(text).RootElement.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(text);
        }
    }

    [Theory, Stores]
    public async Task A_preview_is_what_the_phone_gets_and_names_what_is_wrong(Store store)
    {
        var (_, _, admin) = await ArrangeAsync(store);
        var fields = new Dictionary<string, string> { ["category"] = "路面破损", ["text"] = "已安排施工队明天上午到现场查看，路面较长，预计三天修好。", ["dueAt"] = "2026-11-27T09:30:00.0000000Z" };
        var preview = await admin.Client.DoAsync<MessagePreview>(Path + "/preview", new
        {
            text = "收到“{category}”：{text}。",
            values = new[] { new { key = "thing1", value = "{text}" }, new { key = "time2", value = "{dueAt}" }, new { key = "words3", value = "x" }, new { key = "thing4", value = "{points}" }, new { key = "", value = "" } },
            fields,
        });

        preview.Text.ShouldBe($"收到“路面破损”：{fields["text"]}", "one full stop");
        preview.TextFault.ShouldBeNull();
        preview.Values.Select(x => x.Shown).Take(2).ShouldBe(["已安排施工队明天上午到现场查看…", "2026年11月27日 17:30"]);
        (preview.Values[0].Whole, preview.Values[1].Whole).ShouldBe((fields["text"], null));
        preview.Values.Select(x => x.Fault is null).ShouldBe([true, true, false, false, false]);
        preview.Values[3].Fault!.ShouldContain("points");
        // What the preview shows is what is sent.
        var template = MessageTemplates.Find(Event)! with { Values = new Dictionary<string, string> { ["thing1"] = "{text}", ["time2"] = "{dueAt}" } };
        MessageTemplates.Fill(template, fields).Values.ShouldBe(preview.Values.Take(2).Select(x => x.Shown));

        (await admin.Client.DoAsync<MessagePreview>(Path + "/preview", new { text = "收到{number", values = Array.Empty<object>(), fields = new { } })).TextFault!.ShouldContain("花括号");
        (await admin.Client.PostAsJsonAsync("api/messages/templates/no.such/preview", new { values = Array.Empty<object>(), fields })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(VillageApp App, Township Township, StaffMemberClient Admin)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        await app.InStoreAsync(async db => await db.Set<OutboxMessage>().ExecuteDeleteAsync() + await db.Set<TemplateEdition>().ExecuteDeleteAsync());
        (app.Services.GetRequiredService<IMemoryCache>() as MemoryCache)!.Clear();
        app.Services.GetRequiredService<SimulatorState>().Messages.Clear();
        var township = await app.Given.TownshipAsync();
        return (app, township, await app.Given.StaffAsync(Role.Administrator, township.County));
    }

    private static JsonObject Body(TemplateBody shown, Action<JsonObject> change)
    {
        var body = JsonSerializer.SerializeToNode(
            new { shown.Title, shown.Text, shown.Page, shown.Values, shown.Moments, shown.TemplateIds, shown.Enabled, shown.Version }, JsonSerializerOptions.Web)!.AsObject();
        change(body);
        return body;
    }

    private static async Task<TemplateBody> PutAsync(StaffMemberClient by, TemplateBody shown, Action<JsonObject> change)
    {
        using var answer = await by.Client.PutAsJsonAsync($"api/messages/templates/{shown.Event}", Body(shown, change));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<TemplateBody>(VillageApp.JsonOptions))!;
    }

    private static async Task RefuseAsync(StaffMemberClient by, TemplateBody shown, Action<JsonObject> change, HttpStatusCode status, string code)
    {
        using var answer = await by.Client.PutAsJsonAsync($"api/messages/templates/{shown.Event}", Body(shown, change));
        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
    }
}
