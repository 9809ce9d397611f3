using System.Net;
using System.Net.Http.Json;
using Engagement.Api.People;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Tests.Api;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Privacy;

/// <summary>A number WeChat has vouched for: encrypted, masked, held by one person at a time.</summary>
public sealed class PhoneTests(Villages villages)
{
    private const string OldKey = "b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2w=", NewKey = "bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU=";

    [Theory, Stores]
    public async Task A_bound_number_is_shown_masked_and_stored_encrypted(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        await BindAsync(zhang.Client, "13812345678");

        var me = await zhang.Client.SeeAsync<Me>("api/me");
        me.PhoneMasked.ShouldBe("138****5678");
        me.PhoneVerified.ShouldBeTrue();
        (await app.InStoreAsync(db => StoredText.WhereAsync(db, "13812345678"))).ShouldBeEmpty();
        (await app.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.TargetId == zhang.PersonId && x.Action == "person.bind_phone"))).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task A_number_is_held_by_one_person_until_given_up(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var li = await app.Given.VillagerAsync((await app.Given.TownshipAsync()).Village, "李大妈");
        var number = NewNumber();
        await BindAsync(zhang.Client, number);
        await BindAsync(zhang.Client, number); // again by its holder: nothing changes

        (await li.Client.IsRefusedAsync("api/me/phone", new { code = $"phone:{number}" }, HttpStatusCode.Conflict, "person.phone_taken")).ShouldContain("解除绑定");
        (await zhang.Client.DeleteAsync("api/me/phone")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await zhang.Client.DeleteAsync("api/me/phone")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await BindAsync(li.Client, number);
        (await zhang.Client.SeeAsync<Me>("api/me")).PhoneMasked.ShouldBeNull();
    }

    [Theory, Stores]
    public async Task Of_many_who_bind_one_number_at_once_one_gets_it(Store store)
    {
        var (app, _) = await ArrangeAsync(store);
        var village = (await app.Given.TownshipAsync()).Village;
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => app.Given.VillagerAsync(village, $"村民{i}")));
        var number = NewNumber();
        var answers = await Task.WhenAll(people.Select(x => x.Client.PostAsJsonAsync("api/me/phone", new { code = $"phone:{number}" })));
        answers.Count(x => x.StatusCode == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(x => x.StatusCode == HttpStatusCode.Conflict).ShouldBe(5);
    }

    [Theory, Stores]
    public async Task A_code_works_once(Store store)
    {
        var (app, zhang) = await ArrangeAsync(store);
        var code = (await app.Anonymous.DoAsync<Issued>($"simulator/control/codes/phone/{NewNumber()}", new { })).Code;
        (await zhang.Client.PostAsJsonAsync("api/me/phone", new { code })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await zhang.Client.IsRefusedAsync("api/me/phone", new { code }, HttpStatusCode.Conflict, "person.phone_code_invalid");
        await zhang.Client.IsRefusedAsync("api/me/phone", new { code = "" }, HttpStatusCode.BadRequest, "invalid");
    }

    [Theory, Stores]
    public async Task A_number_stays_its_holders_while_keys_are_changed(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = (await app.Given.TownshipAsync()).Village;
        var (zhang, li, wang) = (await app.Given.VillagerAsync(village), await app.Given.VillagerAsync(village, "李四"), await app.Given.VillagerAsync(village, "王五"));
        var (before, both, after) = (Ring((1, OldKey)), Ring((1, OldKey), (2, NewKey)), Ring((2, NewKey)));
        var number = NewNumber();
        await BindWithAsync(app, before, zhang, number);
        // The new process knows both keys; the old one, still running, only the first.
        await Should.ThrowAsync<Core.Shared.RuleViolation>(() => BindWithAsync(app, both, li, number));
        await UnbindWithAsync(app, both, zhang);
        await BindWithAsync(app, both, li, number);
        await Should.ThrowAsync<Core.Shared.RuleViolation>(() => BindWithAsync(app, before, wang, number));
        // The old key is gone at last: what was written meanwhile is still found.
        await Should.ThrowAsync<Core.Shared.RuleViolation>(() => BindWithAsync(app, after, wang, number));
        var kept = await app.InStoreAsync(db => db.Set<Person>().Where(x => x.Id == li.PersonId).Select(x => x.VerifiedPhone).SingleAsync());
        new FieldCipher(after).Decrypt(kept!).ShouldBe(number);
    }

    private static KeyRing Ring(params (int Version, string Secret)[] keys) => new(keys.Select(x => new KeyOptions { Version = x.Version, Secret = x.Secret }));

    private static Task<bool> BindWithAsync(VillageApp app, KeyRing keys, Villager who, string number) =>
        WithAsync(app, keys, who, (phones, actor) => phones.BindNumberAsync(actor, $"phone:{number}", default));

    private static Task<bool> UnbindWithAsync(VillageApp app, KeyRing keys, Villager who) => WithAsync(app, keys, who, (phones, actor) => phones.UnbindNumberAsync(actor, default));

    private static Task<bool> WithAsync(VillageApp app, KeyRing keys, Villager who, Func<PhoneService, Core.Shared.Actor, Task> work) => app.InsideAsync(async services =>
    {
        var phones = new PhoneService(services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<IPhoneVerifier>(), new FieldCipher(keys), services.GetRequiredService<TimeProvider>());
        await work(phones, new Core.Shared.Actor(Core.Shared.ActorKind.Villager, who.PersonId, who.PersonId, null, [], null));
        return true;
    });

    private async Task<(VillageApp App, Villager Zhang)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        return (app, await (await app.Given.TownshipAsync()).VillagerAsync());
    }

    internal static async Task BindAsync(HttpClient by, string number) =>
        (await by.PostAsJsonAsync("api/me/phone", new { code = $"phone:{number}" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    internal static string NewNumber() => $"139{Random.Shared.Next(10_000_000, 99_999_999)}";

    private sealed record Issued(string Code);
}
