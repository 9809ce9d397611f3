using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Api.Photos;
using Engagement.Core.Cases;
using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Photos;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Api;

/// <summary>A request sent again because the line was bad does its work once.</summary>
public sealed class IdempotencyTests(Villages villages)
{
    [Theory, Stores]
    public async Task Same_key_and_body_get_the_same_answer_and_make_one_thing(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var (key, body) = (NewKey(), Filing());

        using var first = await FileAsync(zhang, key, body);
        using var second = await FileAsync(zhang, key, body);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await CountAsync(app, zhang)).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Same_key_with_another_body_or_at_another_door_is_refused(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var key = NewKey();
        using var first = await FileAsync(zhang, key, Filing());
        var receipt = await ReadAsync(first);

        using var other = await FileAsync(zhang, key, Filing("另一件事"));
        using var door = await SendAsync(zhang.Client, $"api/complaints/{receipt.Id}/additions", key, JsonContent.Create(Filing()));

        await ShouldBeReusedAsync(other);
        await ShouldBeReusedAsync(door);
        (await CountAsync(app, zhang)).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Two_at_once_with_one_key_make_one_thing(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var (key, body) = (NewKey(), Filing());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FileAsync(zhang, key, body)));

        var receipts = await Task.WhenAll(answers.Select(ReadAsync));
        receipts.Select(x => x.Id).Distinct().Count().ShouldBe(1);
        (await CountAsync(app, zhang)).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Different_keys_at_once_on_one_case_all_succeed(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var filed = await app.Given.ComplaintAsync(zhang);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            SendAsync(zhang.Client, $"api/complaints/{filed.Id}/additions", NewKey(), JsonContent.Create(new { text = $"补充{i}" }))));

        answers.ShouldAllBe(x => x.StatusCode == HttpStatusCode.OK);
        (await app.InStoreAsync(db => db.Set<CaseEvent>().CountAsync(x => x.CaseId == filed.Id && x.Type == CaseEventType.Added))).ShouldBe(4);
    }

    [Theory, Stores]
    public async Task Different_people_may_use_the_same_key(Store store)
    {
        var (_, zhang) = await ArrangeAsync(store);
        var (_, li) = await ArrangeAsync(store);
        var (key, body) = (NewKey(), Filing());

        using var first = await FileAsync(zhang, key, body);
        using var second = await FileAsync(li, key, body);

        (await ReadAsync(second)).Id.ShouldNotBe((await ReadAsync(first)).Id);
    }

    [Theory, Stores]
    public async Task A_refusal_is_not_remembered(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var (key, body) = (NewKey(), new { solved = true, satisfaction = 5 });
        var filed = await app.Given.ComplaintAsync(zhang);

        using var tooEarly = await SendAsync(zhang.Client, $"api/complaints/{filed.Id}/rating", key, JsonContent.Create(body));
        tooEarly.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await app.InStoreAsync(db => db.Set<Case>().Where(x => x.Id == filed.Id).ExecuteUpdateAsync(x => x
            .SetProperty(c => c.Status, CaseStatus.Resolved).SetProperty(c => c.ResolvedAt, DateTime.UtcNow).SetProperty(c => c.Round, 1)));
        using var now = await SendAsync(zhang.Client, $"api/complaints/{filed.Id}/rating", key, JsonContent.Create(body));

        now.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, Stores]
    public async Task After_a_day_a_key_is_new_again_even_when_nobody_swept_it(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var (key, body) = (NewKey(), Filing());
        using var first = await FileAsync(zhang, key, body);
        var yesterday = DateTime.UtcNow - IdempotencyKey.KeptFor - TimeSpan.FromMinutes(1);
        await app.InStoreAsync(db => db.Set<IdempotencyKey>().Where(x => x.Key == key).ExecuteUpdateAsync(x => x.SetProperty(k => k.CreatedAt, yesterday)));

        using var second = await FileAsync(zhang, key, body);
        using var third = await FileAsync(zhang, key, body);

        var again = (await ReadAsync(second)).Id;
        again.ShouldNotBe((await ReadAsync(first)).Id);
        (await ReadAsync(third)).Id.ShouldBe(again);
    }

    [Theory, Stores]
    public async Task A_photo_sent_again_in_a_new_form_is_one_photo(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var key = NewKey();

        using var first = await SendAsync(zhang.Client, "api/photos", key, Form("one", TestPhotos.Jpeg()));
        using var second = await SendAsync(zhang.Client, "api/photos", key, Form("two", TestPhotos.Jpeg()));
        using var other = await SendAsync(zhang.Client, "api/photos", key, Form("one", TestPhotos.Png()));

        var photo = await first.Content.ReadFromJsonAsync<PhotoView>(VillageApp.JsonOptions);
        (await second.Content.ReadFromJsonAsync<PhotoView>(VillageApp.JsonOptions)).ShouldBe(photo);
        await ShouldBeReusedAsync(other);
        (await app.InStoreAsync(db => db.Set<Photo>().CountAsync(x => x.UploadedBy == zhang.PersonId))).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("129")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var (_, zhang) = await ArrangeAsync(Store.Sqlite);
        using var answer = await FileAsync(zhang, key == "129" ? new string('k', 129) : key, Filing());
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Problem.ReadAsync(answer))!.Code.ShouldBe("idempotency.bad_key");
    }

    private async Task<(VillageApp App, Villager Zhang)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        return (app, await (await app.Given.TownshipAsync()).VillagerAsync());
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private static object Filing(string description = "村口垃圾堆了一周") => new { category = "rubbish", description, visibility = "publicNamed" };

    private static Task<HttpResponseMessage> FileAsync(Villager by, string key, object body) => SendAsync(by.Client, "api/complaints", key, JsonContent.Create(body));

    private static async Task<HttpResponseMessage> SendAsync(HttpClient by, string path, string key, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = body;
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await by.SendAsync(request);
    }

    private static MultipartFormDataContent Form(string boundary, byte[] photo)
    {
        var file = new ByteArrayContent(photo);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return new MultipartFormDataContent($"boundary-{boundary}") { { file, "file", "photo.jpg" } };
    }

    private static async Task<CaseReceipt> ReadAsync(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions))!;
    }

    private static async Task ShouldBeReusedAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Problem.ReadAsync(answer))!.Code.ShouldBe("idempotency.key_reused");
    }

    private static Task<int> CountAsync(VillageApp app, Villager by) => app.InStoreAsync(db => db.Set<Case>().CountAsync(x => x.ReporterId == by.PersonId));
}
