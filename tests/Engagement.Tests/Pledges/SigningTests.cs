using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Pledges;
using Engagement.Core.Households;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Pledges;

/// <summary>From the text on the phone to a signed sheet that anybody can verify.</summary>
public sealed class SigningTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_household_signs_once_per_term_and_the_sheet_verifies(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var son = await village.MemberAsync(await village.HouseholdAsync());
        var wife = await village.MemberAsync((await son.Client.SeeAsync<CurrentPledge>("api/pledges/current")).HouseholdId);

        var signed = await village.SignAsync(son);
        var photo = await app.Given.PhotoAsync(wife.Client);
        var offers = (await wife.Client.SeeAsync<CurrentPledge>("api/pledges/current")).Offers;
        offers.ShouldNotContain(x => x.Term == signed.Term, "it is signed");
        var view = await wife.Client.SeeAsync<PledgeView>($"api/pledges/{signed.Id}");
        await wife.Client.IsRefusedAsync("api/pledges", new { textHash = view.TextHash, signaturePhotoId = photo }, HttpStatusCode.Conflict, "pledge.already_signed");

        var proof = await app.Anonymous.SeeAsync<PledgeProof>($"api/pledges/verify/{signed.VerifyCode}");
        (proof.Valid, proof.TextHash).ShouldBe((true, view.TextHash));
        var said = await app.Anonymous.GetStringAsync($"api/pledges/verify/{signed.VerifyCode.ToLowerInvariant()}") + await app.Anonymous.GetStringAsync($"p/{signed.VerifyCode}");
        foreach (var secret in new[] { "王", "1号", village.Code + "0001", son.PersonId.ToString(), view.HouseholdId.ToString() }) said.ShouldNotContain(secret);
        (await app.Anonymous.GetAsync("api/pledges/verify/AAAABBBBCCCCDDDD")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var sheet = await wife.Client.GetStringAsync($"api/pledges/{signed.Id}/print");
        sheet.ShouldContain("包卫生");
        sheet.ShouldContain(view.TextHash);
        sheet.ShouldContain(string.Join('-', signed.VerifyCode.Chunk(4).Select(x => new string(x))));
        sheet.ShouldContain("<svg", Shouldly.Case.Sensitive, "the code that leads to the proof");
        sheet.ShouldContain("data:image/jpeg;base64,");
    }

    [Theory, Stores]
    public async Task Two_members_who_sign_at_once_sign_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        Villager[] members = [await village.MemberAsync(home), await village.MemberAsync(home), await village.MemberAsync(home)];
        var bodies = new List<object>();
        foreach (var member in members)
            bodies.Add(new { textHash = (await member.Client.SeeAsync<CurrentPledge>("api/pledges/current")).Offers[0].TextHash, signaturePhotoId = await app.Given.PhotoAsync(member.Client) });
        var answers = await Task.WhenAll(members.Select((x, i) => x.Client.PostAsJsonAsync("api/pledges", bodies[i])));
        answers.Select(x => x.StatusCode).OrderBy(x => x).ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Conflict]);
        (await app.InStoreAsync(db => db.Set<Core.Pledges.Coverage.PledgeCount>().AsNoTracking().SingleAsync(x => x.RegionCode == village.Code))).Signed.ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Sign_WhenTheTextChangedMeanwhile_IsRefusedAndTheNewTextCanBeSigned(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var committee = await village.Township.CommitteeAsync();
        var son = await village.MemberAsync(await village.HouseholdAsync());
        var shown = (await son.Client.SeeAsync<CurrentPledge>("api/pledges/current")).Offers[0];
        var addition = new { regionCode = village.Code, additions = new[] { "每周五参加义务大扫除" } };
        var preview = await committee.Client.DoAsync<TextPreview>("api/pledge-templates/preview", addition);
        await committee.Client.DoAsync<TemplateView>("api/pledge-templates", addition);
        await son.Client.IsRefusedAsync("api/pledges", new { textHash = shown.TextHash, signaturePhotoId = await app.Given.PhotoAsync(son.Client) }, HttpStatusCode.Conflict, "pledge.text_changed");
        var now = (await son.Client.SeeAsync<CurrentPledge>("api/pledges/current")).Offers[0];
        now.Body.ShouldBe(preview.Body);
        now.Body.ShouldContain("每周五参加义务大扫除");
        now.Body.ShouldContain("包绿化", customMessage: "what the village leaves out it takes from above");
        var signed = await village.SignAsync(son);
        await committee.Client.DoAsync<TemplateView>("api/pledge-templates", new { regionCode = village.Code, additions = new[] { "别的" } });
        (await son.Client.SeeAsync<PledgeView>($"api/pledges/{signed.Id}")).Body.ShouldBe(now.Body, "who signed keeps the text they signed");
    }

    [Theory, Stores]
    public async Task Only_adults_of_the_household_and_its_proxies_sign(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        var child = await village.MemberAsync(home, adult: false);
        var neighbour = await village.MemberAsync(await village.HouseholdAsync());
        var offer = (await neighbour.Client.SeeAsync<CurrentPledge>("api/pledges/current")).Offers[0];
        async Task<object> BodyAsync(Villager by) => new { householdId = home, textHash = offer.TextHash, signaturePhotoId = await app.Given.PhotoAsync(by.Client) };
        await child.Client.IsRefusedAsync("api/pledges", await BodyAsync(child), HttpStatusCode.Conflict, "pledge.not_adult");
        (await neighbour.Client.PostAsJsonAsync("api/pledges", await BodyAsync(neighbour))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.Client.GetAsync($"api/pledges/current?household={home}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await app.InStoreAsync(db =>
        {
            db.Add(new Proxy(Guid.CreateVersion7(), home, ProxyKind.AlleyChief, village.Chief.PersonId, null, "老人无手机", app.Clock.UtcNow()));
            return db.SaveChangesAsync();
        });
        var signed = await village.Chief.Client.DoAsync<PledgeReceipt>("api/pledges", await BodyAsync(village.Chief));
        var view = await child.Client.SeeAsync<PledgeView>($"api/pledges/{signed.Id}");
        (view.ByProxy, view.SignedByName).ShouldBe((true, "王1福"), "the household sees that somebody signed for its head");
    }

    [Theory, Stores]
    public async Task A_paper_sheet_needs_its_photo_and_withdrawal_a_reason_then_the_household_signs_anew(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        var member = await village.MemberAsync(home);
        var committee = await village.Township.CommitteeAsync();
        using var bare = await committee.Client.PostAsJsonAsync("api/pledges/paper", new { householdId = home, signedBy = member.PersonId, signedOn = ChinaTime.Today(app.Clock), sheetPhotoIds = Array.Empty<Guid>() });
        bare.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await village.PledgeAllAsync(committee, [home]);
        var pledge = (await member.Client.SeeAsync<CurrentPledge>("api/pledges/current")).Pledge!;
        pledge.Means.ShouldBe(PledgeMeans.Paper);

        (await member.Client.PostAsJsonAsync($"api/pledges/{pledge.Id}/withdraw", new { pledge.Version, reason = "不想签" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await committee.Client.PostAsJsonAsync($"api/pledges/{pledge.Id}/withdraw", new { pledge.Version, reason = " " })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await committee.Client.DoAsync<PledgeReceipt>($"api/pledges/{pledge.Id}/withdraw", new { pledge.Version, reason = "户主签错" });
        (await app.Anonymous.SeeAsync<PledgeProof>($"api/pledges/verify/{pledge.VerifyCode}")).State.ShouldBe(PledgeState.Withdrawn);
        await village.SignAsync(member);
        var withdrawn = await committee.Client.SeeAsync<Page<PledgeListItem>>($"api/pledges?village={village.Code}&show=withdrawn");
        withdrawn.Items.ShouldHaveSingleItem().PledgeId.ShouldBe(pledge.Id);
    }

    [Theory, Stores]
    public async Task Staff_of_the_next_village_see_nothing(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var signed = await village.SignAsync(await village.MemberAsync(await village.HouseholdAsync()));
        var stranger = await app.Given.StaffAsync(Role.VillageCommittee, village.Township.NextVillage);
        (await stranger.Client.GetAsync($"api/pledges/{signed.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Client.GetAsync($"api/pledges?village={village.Code}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await stranger.Client.GetAsync($"api/statistics/pledges?region={village.Code}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await stranger.Client.IsRefusedAsync("api/pledge-templates", new { regionCode = village.Code, additions = new[] { "外人加的" } }, HttpStatusCode.Forbidden, "not_allowed");
    }
}
