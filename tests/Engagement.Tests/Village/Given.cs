using System.Net.Http.Headers;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Api.People;
using Engagement.Api.Photos;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Photos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Tests.Village;

/// <summary>Arranges a village in words. Each call makes new people and places.</summary>
public sealed class Given(VillageApp app)
{
    private static int counter = Random.Shared.Next(1, 300);

    /// <summary>A county with one township of two villages, and a signed-in person for each role.</summary>
    public async Task<Township> TownshipAsync()
    {
        var number = Interlocked.Increment(ref counter);
        var county = $"99{number / 100 % 100:00}{number % 100:00}";
        var township = new Township(app, county, county + "101");
        await app.InStoreAsync(async db =>
        {
            // Shared by all townships, and tests arrange theirs at the same time.
            await db.Database.ExecuteSqlAsync($"INSERT INTO region (code, name, level, active) VALUES ('99', '测试省', 'Province', {true}) ON CONFLICT DO NOTHING");
            await db.Database.ExecuteSqlAsync($"INSERT INTO region (code, name, level, parent, active) VALUES ({county[..4]}, '测试市', 'City', '99', {true}) ON CONFLICT DO NOTHING");
            db.Add(new Region(county, $"第{number}县", RegionLevel.County, county[..4], null));
            db.Add(new Region(township.Code, "柳树镇", RegionLevel.Township, county, null));
            db.Add(new Region(township.Village, "柳树村委会", RegionLevel.Village, township.Code, RegionKind.Village));
            db.Add(new Region(township.NextVillage, "杏树村委会", RegionLevel.Village, township.Code, RegionKind.Village));
            return await db.SaveChangesAsync();
        });
        return township;
    }

    /// <summary>A villager of a village, signed in and introduced.</summary>
    public async Task<Villager> VillagerAsync(string village, string name = "张大爷")
    {
        var client = await app.SignInVillagerAsync($"{name}-{Guid.NewGuid():N}");
        using var answer = await client.PutAsJsonAsync("api/me", new { name, regionCode = village });
        answer.EnsureSuccessStatusCode();
        var me = await answer.Content.ReadFromJsonAsync<Me>(VillageApp.JsonOptions);
        return new Villager(client, me!.AccountId);
    }

    /// <summary>A member of staff with one grant. The session is made directly: hashing a password for each would take longer than the tests.</summary>
    public Task<StaffMemberClient> StaffAsync(Role role, string region, Guid? officeId = null, Guid? personId = null) => app.InsideAsync(async services =>
    {
        var db = services.GetRequiredService<EngagementDbContext>();
        var clock = services.GetRequiredService<TimeProvider>();
        var name = $"{role}-{Guid.NewGuid():N}";
        var user = new StaffUser
        {
            Id = clock.NewId(),
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = RoleNames.Of(role) + "小李",
            CreatedAt = clock.UtcNow(),
            PersonId = personId,
            IsDemo = true,
            SecurityStamp = Guid.NewGuid().ToString(),
        };
        db.Add(user);
        db.Add(new Grant(clock.NewId(), user.Id, role, region, officeId, clock.UtcNow().AddDays(-1)));
        var session = services.GetRequiredService<SessionService>().Start(ActorKind.Staff, user.Id, cookie: false, "tests", null);
        await db.SaveChangesAsync();
        return new StaffMemberClient(app.Client(services.GetRequiredService<TokenFactory>().For(session).AccessToken), user.Id, name);
    });

    /// <summary>A fresh upload of the caller.</summary>
    public async Task<Guid> PhotoAsync(HttpClient by, TestExif? exif = null)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(TestPhotos.Jpeg(exif: exif));
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(file, "file", "photo.jpg");
        using var answer = await by.PostAsync("api/photos", form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<PhotoView>(VillageApp.JsonOptions))!.Id;
    }

    /// <summary>A complaint as a villager files it; defaults for all that is not said.</summary>
    public async Task<CaseReceipt> ComplaintAsync(
        Villager by, string? region = null, string category = "rubbish", string visibility = "publicNamed", bool hiddenFromCommittee = false, string description = "村口垃圾堆了一周")
    {
        using var answer = await by.Client.PostAsJsonAsync("api/complaints", new { category, description, visibility, regionCode = region, hiddenFromCommittee });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions))!;
    }
}

/// <summary>A signed-in villager.</summary>
public sealed record Villager(HttpClient Client, Guid PersonId);

/// <summary>A signed-in member of staff.</summary>
public sealed record StaffMemberClient(HttpClient Client, Guid Id, string UserName);

/// <summary>A township with two villages.</summary>
public sealed record Township(VillageApp App, string County, string Code)
{
    public string Village => Code + "201";
    public string NextVillage => Code + "202";

    public Task<Villager> VillagerAsync(string name = "张大爷") => App.Given.VillagerAsync(Village, name);

    public Task<StaffMemberClient> ClerkAsync() => App.Given.StaffAsync(Role.TownshipStaff, Code);

    public Task<StaffMemberClient> CommitteeAsync() => App.Given.StaffAsync(Role.VillageCommittee, Village);
}
