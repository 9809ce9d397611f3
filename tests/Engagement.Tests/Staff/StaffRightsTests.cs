using System.Net;
using System.Net.Http.Json;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Staff;

/// <summary>Who may give which right where, and to whom.</summary>
public sealed class StaffRightsTests(Villages villages)
{
    [Theory, Stores]
    public async Task Nobody_gives_more_than_their_own_region_and_a_county_office_no_administrators(Store store)
    {
        var app = await villages.OnAsync(store);
        var here = await app.Given.TownshipAsync();
        var there = await app.Given.TownshipAsync();
        var countyAdmin = await app.Given.StaffAsync(Role.Administrator, here.County);
        var townshipAdmin = await app.Given.StaffAsync(Role.Administrator, here.Code);
        var county = await app.Given.StaffAsync(Role.CountyOffice, here.County);
        var clerk = await here.ClerkAsync();
        var auditor = await app.Given.StaffAsync(Role.Auditor, here.County);

        (StaffMemberClient By, Role Role, string Region, HttpStatusCode Answer)[] table =
        [
            (countyAdmin, Role.Administrator, here.County, HttpStatusCode.Created),
            (countyAdmin, Role.Auditor, here.Code, HttpStatusCode.Created),
            (countyAdmin, Role.CountyOffice, here.County, HttpStatusCode.Created),
            (countyAdmin, Role.VillageCommittee, here.Village, HttpStatusCode.Created),
            (countyAdmin, Role.TownshipStaff, there.Code, HttpStatusCode.Forbidden),
            (countyAdmin, Role.Administrator, "99", HttpStatusCode.Forbidden),
            (countyAdmin, Role.Administrator, "", HttpStatusCode.Forbidden),
            (townshipAdmin, Role.Administrator, here.Code, HttpStatusCode.Created),
            (townshipAdmin, Role.TownshipStaff, here.Code, HttpStatusCode.Created),
            (townshipAdmin, Role.Administrator, here.County, HttpStatusCode.Forbidden),
            (townshipAdmin, Role.CountyOffice, here.County, HttpStatusCode.Forbidden),
            (county, Role.TownshipStaff, here.Code, HttpStatusCode.Created),
            (county, Role.CountyOffice, here.County, HttpStatusCode.Created),
            (county, Role.Inspector, here.County, HttpStatusCode.Created),
            (county, Role.Administrator, here.Village, HttpStatusCode.Forbidden),
            (county, Role.Auditor, here.Code, HttpStatusCode.Forbidden),
            (county, Role.TownshipStaff, there.Code, HttpStatusCode.Forbidden),
            (clerk, Role.VillageCommittee, here.Village, HttpStatusCode.Forbidden),
            (auditor, Role.VillageCommittee, here.Village, HttpStatusCode.Forbidden),
            // The wrong level for the role is the input's fault, whoever sends it.
            (countyAdmin, Role.VillageCommittee, here.Code, HttpStatusCode.BadRequest),
            (countyAdmin, Role.TownshipStaff, here.County, HttpStatusCode.BadRequest),
            (countyAdmin, Role.CountyOffice, here.Code, HttpStatusCode.BadRequest),
            (countyAdmin, Role.DepartmentOfficer, here.Code, HttpStatusCode.BadRequest),
            (countyAdmin, Role.Inspector, "123", HttpStatusCode.BadRequest),
        ];
        foreach (var (by, role, region, expected) in table)
        {
            using var opened = await by.Client.PostAsJsonAsync("api/staff", StaffAdministrationTests.NewStaff($"n{Guid.NewGuid():N}"[..20], role, region));
            opened.StatusCode.ShouldBe(expected, $"{by.UserName} opening {role} at '{region}': {await opened.Content.ReadAsStringAsync()}");
            var plain = await app.Given.StaffAsync(Role.Inspector, here.Village);
            if (role == Role.Inspector && region == here.Village) continue;
            using var given = await by.Client.PostAsJsonAsync($"api/staff/{plain.Id}/grants", new { role = Camel(role), regionCode = region });
            given.StatusCode.ShouldBe(expected, $"{by.UserName} giving {role} at '{region}': {await given.Content.ReadAsStringAsync()}");
        }
    }

    [Theory, Stores]
    public async Task Nobody_manages_themselves_or_those_above_and_others_regions_stay_unseen(Store store)
    {
        var app = await villages.OnAsync(store);
        var here = await app.Given.TownshipAsync();
        var there = await app.Given.TownshipAsync();
        var countyAdmin = await app.Given.StaffAsync(Role.Administrator, here.County);
        var townshipAdmin = await app.Given.StaffAsync(Role.Administrator, here.Code);
        var county = await app.Given.StaffAsync(Role.CountyOffice, here.County);
        var clerk = await here.ClerkAsync();
        var stranger = await there.ClerkAsync();
        // Works in two counties: each may look, neither may take the other's rights over with a new password.
        var both = await here.ClerkAsync();
        await app.InStoreAsync(db =>
        {
            db.Add(new Grant(Guid.CreateVersion7(), both.Id, Role.TownshipStaff, there.Code, null, DateTime.UtcNow.Date.AddDays(-1)));
            return db.SaveChangesAsync();
        });

        (StaffMemberClient By, StaffMemberClient To, HttpStatusCode Refusal)[] table =
        [
            (countyAdmin, countyAdmin, HttpStatusCode.Forbidden),
            (county, county, HttpStatusCode.Forbidden),
            (county, countyAdmin, HttpStatusCode.Forbidden),
            (county, townshipAdmin, HttpStatusCode.Forbidden),
            (townshipAdmin, countyAdmin, HttpStatusCode.NotFound),
            (townshipAdmin, county, HttpStatusCode.NotFound),
            (countyAdmin, stranger, HttpStatusCode.NotFound),
            (countyAdmin, both, HttpStatusCode.Forbidden),
            (clerk, both, HttpStatusCode.Forbidden),
        ];
        foreach (var (by, to, refusal) in table)
        {
            foreach (var verb in new[] { "reset-password", "reset-one-time-code", "unlock" })
                await by.Client.PostAsync($"api/staff/{to.Id}/{verb}").ShouldAnswerAsync(refusal);
            await by.Client.PostAsync($"api/staff/{to.Id}/leave", new { handoverToId = clerk.Id }).ShouldAnswerAsync(refusal);
            await by.Client.PostAsync($"api/staff/{to.Id}/grants", new { role = "inspector", regionCode = here.Village }).ShouldAnswerAsync(refusal);
            await by.Client.PostAsync($"api/staff/{to.Id}/grants/{Guid.NewGuid()}/end").ShouldAnswerAsync(refusal);
            await to.Client.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);
        }

        await countyAdmin.Client.PostAsync($"api/staff/{townshipAdmin.Id}/unlock").ShouldAnswerAsync(HttpStatusCode.NoContent);
        await county.Client.PostAsync($"api/staff/{clerk.Id}/unlock").ShouldAnswerAsync(HttpStatusCode.NoContent);
    }

    [Theory, Stores]
    public async Task Offices_are_set_up_within_the_region_and_give_department_rights(Store store)
    {
        var app = await villages.OnAsync(store);
        var here = await app.Given.TownshipAsync();
        var there = await app.Given.TownshipAsync();
        var admin = await app.Given.StaffAsync(Role.Administrator, here.County);
        var townshipAdmin = await app.Given.StaffAsync(Role.Administrator, here.Code);
        var clerk = await here.ClerkAsync();
        object Water(string region) => new { kind = "department", name = "水利局", regionCode = region };

        await clerk.Client.PostAsync("api/offices", Water(here.Code)).ShouldAnswerAsync(HttpStatusCode.Forbidden);
        await admin.Client.PostAsync("api/offices", Water(there.Code)).ShouldAnswerAsync(HttpStatusCode.Forbidden);
        await admin.Client.PostAsync("api/offices", new { kind = "township", name = "错", regionCode = here.Village }).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        var office = await admin.Client.PostAsync("api/offices", Water(here.County)).ReadAsync<OfficeView>();
        office.Kind.ShouldBe(OfficeKind.Department);
        (await admin.Client.PostAsync("api/offices", Water(here.County)).RefusalAsync()).ShouldBe("office.exists");
        var listed = await clerk.Client.GetFromJsonAsync<Page<OfficeView>>($"api/offices?region={here.County}", VillageApp.JsonOptions);
        listed!.Items.ShouldBe([office]);

        // A county department's cases come from the whole county: an administrator of one township cannot open that door.
        object Officer(string region) => new { role = "departmentOfficer", regionCode = region, officeId = office.Id };
        await townshipAdmin.Client.PostAsync($"api/staff/{clerk.Id}/grants", Officer(here.Code)).ShouldAnswerAsync(HttpStatusCode.Forbidden);
        await admin.Client.PostAsync($"api/staff/{clerk.Id}/grants", Officer(here.Code)).ShouldAnswerAsync(HttpStatusCode.Created);
        // And once it is open, a new password would hand it over.
        await townshipAdmin.Client.PostAsync($"api/staff/{clerk.Id}/reset-password").ShouldAnswerAsync(HttpStatusCode.Forbidden);
    }

    private static string Camel(Role role) => $"{char.ToLowerInvariant(role.ToString()[0])}{role.ToString()[1..]}";
}
