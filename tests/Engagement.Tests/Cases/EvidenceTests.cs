using Engagement.Api.Cases;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Photos;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases;

/// <summary>How far the pictures of before and after are apart is told from what the cameras wrote into them, and staff see it.</summary>
public sealed class EvidenceTests(Villages villages)
{
    private static readonly DateTime Noon = new(2026, 4, 5, 12, 0, 0);

    private static TestExif Taken(double? lat, DateTime? at) => new() { Latitude = lat, Longitude = lat is null ? null : 122.9, CapturedAt = at, Offset = "+08:00" };

    /// <summary>A thousandth of a degree of latitude is 111 m.</summary>
    [Theory, Stores]
    public async Task Distance_and_time_between_before_and_after_are_written_down_and_shown(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk) = (await township.VillagerAsync(), await township.ClerkAsync());
        foreach (var (before, after, location, meters, seconds) in new (TestExif? Before, TestExif After, object? Location, double? Meters, long? Seconds)[]
        {
            (Taken(39.7, Noon), Taken(39.701, Noon.AddHours(26)), null, 111, 26 * 3600),
            (Taken(39.7, Noon), Taken(39.7, Noon.AddMinutes(-5)), null, 0, -300),
            // Where the picture before has no place, the case's own stands for it.
            (Taken(null, Noon), Taken(39.702, Noon.AddSeconds(90)), new { lat = 39.7, lng = 122.9, accuracy = 5 }, 222, 90),
            (Taken(39.7, Noon), Taken(null, Noon.AddSeconds(1)), null, null, 1),
            (null, Taken(39.701, Noon), new { lat = 39.7, lng = 122.9, accuracy = 5 }, 111, null),
        })
        {
            Guid[] photos = before is null ? [] : [await app.Given.PhotoAsync(zhang.Client, before)];
            var it = await zhang.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", description = "垃圾", visibility = "staffOnly", location, photoIds = photos });
            it = await clerk.Client.OnCaseAsync(it, "accept");
            it = await clerk.Client.OnCaseAsync(it, "resolve", new { text = "已清", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client, after) } });
            var truth = (await clerk.Client.SeeAsync<CaseBody>($"api/cases/{it.Id}")).Truth!;
            truth.EvidenceSeconds.ShouldBe(seconds);
            if (meters is null) truth.EvidenceMeters.ShouldBeNull();
            else truth.EvidenceMeters.ShouldNotBeNull().ShouldBe(meters.Value, 1.5);
        }
    }
}
