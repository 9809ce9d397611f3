using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.AspNetCore.Http.Metadata;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Api;

/// <summary>Role × endpoint, as listed in rights.txt.</summary>
public sealed class RightsTests(Villages villages)
{
    private static readonly string[] Roles = ["nobody", "villager", "committee", "department", "township", "county", "inspector", "auditor", "administrator"];

    [Theory, Stores]
    public async Task Every_door_lets_in_whom_the_table_says(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var listed = Table();
        List<string> faults = [];
        foreach (var door in EveryDoor.Of(app))
        {
            var seen = new List<string>();
            foreach (var role in Roles) seen.Add(await TryAsync(app, township, role, door));
            if (!listed.Remove(door.Name, out var expected)) faults.Add($"is not listed. It would be:  {Line(door.Name, seen)}");
            else if (!expected.SequenceEqual(seen)) faults.Add($"is listed as\n{Line(door.Name, expected)}\nbut is\n{Line(door.Name, seen)}");
            else continue;
            faults[^1] = $"{door.Name} {faults[^1]}";
        }

        faults.AddRange(listed.Keys.Select(x => $"{x} is listed, but there is no such door any more: remove the line."));
        faults.ShouldBeEmpty($"See tests/Engagement.Tests/Api/rights.txt. Is every change meant?\n{string.Join('\n', faults)}\n");
    }

    /// <summary>Asks for nothing in particular (an empty object, an id nobody has), so that the door alone decides and nothing is changed.</summary>
    private static async Task<string> TryAsync(VillageApp app, Township township, string role, Door door)
    {
        // Signing out ends a session, so each try has its own.
        var client = await ClientAsync(app, township, role);
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), Regex.Replace(door.Path, @"\{\w+\}", _ => Guid.NewGuid().ToString()));
        if (door.Endpoint.Metadata.OfType<IAcceptsMetadata>().Any(x => x.ContentTypes.Contains("multipart/form-data")))
            request.Content = new MultipartFormDataContent { { new StringContent("x"), "nothing" } };
        else if (door.Method is not ("GET" or "HEAD" or "DELETE"))
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "401",
            HttpStatusCode.Forbidden => "403",
            _ => "in",
        };
    }

    private static async Task<HttpClient> ClientAsync(VillageApp app, Township township, string role) => role switch
    {
        "nobody" => app.Anonymous,
        "villager" => await app.SignInVillagerAsync($"rights-{Guid.NewGuid():N}"),
        "committee" => (await app.Given.StaffAsync(Role.VillageCommittee, township.Village)).Client,
        "department" => (await app.Given.StaffAsync(Role.DepartmentOfficer, township.County)).Client,
        "township" => (await app.Given.StaffAsync(Role.TownshipStaff, township.Code)).Client,
        "county" => (await app.Given.StaffAsync(Role.CountyOffice, township.County)).Client,
        "inspector" => (await app.Given.StaffAsync(Role.Inspector, township.County)).Client,
        "auditor" => (await app.Given.StaffAsync(Role.Auditor, township.County)).Client,
        _ => (await app.Given.StaffAsync(Role.Administrator, township.County)).Client,
    };

    private static Dictionary<string, string[]> Table() => File.ReadAllLines(Path.Combine(RunningApi.Repository, "tests", "Engagement.Tests", "Api", "rights.txt"))
        .Where(x => x.Length > 0 && x[0] != '#')
        .Select(x => x.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(x => $"{x[0]} {x[1]}", x => x[2..]);

    private static string Line(string door, IEnumerable<string> answers)
    {
        var words = door.Split(' ');
        return $"{words[0],-6} {words[1],-38} " + string.Concat(answers.Zip([8, 10, 11, 12, 10, 8, 11, 9, 0], (x, width) => x.PadRight(width)));
    }
}
