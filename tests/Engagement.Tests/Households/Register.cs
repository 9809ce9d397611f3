using System.Net;
using System.Net.Http.Json;
using System.Text;
using Engagement.Api.Households;
using Engagement.Core.Households;
using Engagement.Core.Households.Importing;
using Engagement.Tests.Village;
using Shouldly;

namespace Engagement.Tests.Households;

/// <summary>Short ways to a household.</summary>
internal static class Register
{
    /// <summary>A household with an adult head, entered by the committee.</summary>
    public static async Task<HouseholdBody> EnterAsync(this StaffMemberClient by, string village, string head = "张德福", string? doorPlate = "东街1号", string? phone = null)
    {
        var it = await by.Client.DoAsync<HouseholdReceipt>("api/households", new { village, doorPlate, head = new { name = head, isAdult = true, phone } });
        return await by.SeeHouseholdAsync(it.Id);
    }

    public static Task<HouseholdBody> SeeHouseholdAsync(this StaffMemberClient by, Guid id) => by.Client.SeeAsync<HouseholdBody>($"api/households/{id}");

    /// <summary>Another member of the register.</summary>
    public static async Task<MembershipReceipt> EnterMemberAsync(this StaffMemberClient by, Guid household, string name, bool isAdult = true, string? relation = null, string? phone = null)
    {
        var it = await by.SeeHouseholdAsync(household);
        return await by.Client.DoAsync<MembershipReceipt>($"api/households/{household}/members", new { version = it.Version, member = new { name, isAdult, relation, phone } });
    }

    /// <summary>A villager asks and the committee approves.</summary>
    public static async Task<MembershipReceipt> JoinAsync(this StaffMemberClient committee, Villager villager, Guid household, string role = "member", Guid? match = null)
    {
        var asked = await villager.Client.DoAsync<MembershipReceipt>($"api/households/{household}/join", new { });
        return await committee.Client.DoAsync<MembershipReceipt>($"api/memberships/{asked.Id}/approve", new { version = asked.Version, role, matchMembershipId = match });
    }

    public static async Task<HttpResponseMessage> SendFileAsync(this StaffMemberClient by, string village, byte[] file, string? hash = null)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "register" }, { new StringContent(village), "village" } };
        if (hash is not null) form.Add(new StringContent(hash), "hash");
        return await by.Client.PostAsync($"api/households/import?preview={(hash is null ? "true" : "false")}", form);
    }

    public static async Task<ImportReport> PreviewAsync(this StaffMemberClient by, string village, byte[] file)
    {
        using var answer = await by.SendFileAsync(village, file);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ImportReport>(VillageApp.JsonOptions))!;
    }

    /// <summary>Preview and commit.</summary>
    public static async Task<ImportReport> ImportAsync(this StaffMemberClient by, string village, byte[] file)
    {
        using var answer = await by.SendFileAsync(village, file, (await by.PreviewAsync(village, file)).Hash);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ImportReport>(VillageApp.JsonOptions))!;
    }

    public static byte[] Csv(string text) => Encoding.UTF8.GetBytes(text);

    public static Task<List<Membership>> LinesAsync(this VillageApp app, Guid household) => app.InStoreAsync(db =>
        Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Set<Membership>().Where(x => x.HouseholdId == household).OrderBy(x => x.Id)));
}
