using System.Net;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Photos;
using Engagement.Core.Safety;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Safety;

/// <summary>Pictures that were held back go ninety days after the end of their case; the case says so, everything else stays.</summary>
public sealed class WithheldPhotosTests(SafetyVillages villages) : IClassFixture<SafetyVillages>
{
    [Theory, Stores]
    public async Task A_withheld_picture_goes_ninety_days_after_the_end_and_the_case_says_so(Store store)
    {
        var street = await villages.StreetAsync(store);
        var (bad, good) = (await street.App.Given.PhotoAsync(street.Zhang.Client), await street.App.Given.PhotoAsync(street.Zhang.Client));
        var filed = await street.FileAsync(photos: [bad, good]);
        await street.RunJobAsync();
        await street.HearAsync((await street.PhotoAsync(bad)).SafetyTrace!, SafetyVerdict.Risky);
        await street.HearAsync((await street.PhotoAsync(good)).SafetyTrace!, SafetyVerdict.Pass);
        var accepted = await street.Clerk.Client.OnCaseAsync(filed, "accept");
        street.App.Clock.Advance(WithheldPhotos.KeptFor + TimeSpan.FromDays(1));
        street = street with { Clerk = await street.Township.ClerkAsync() };
        (await RemoveAsync(street)).ShouldBe(0, "the case is still worked on");
        (await street.SeesPhotoAsync(street.Clerk.Client, bad)).ShouldBeTrue();

        await street.Clerk.Client.OnCaseAsync(accepted, "close", new { reason = "重复上报" });
        street.App.Clock.Advance(WithheldPhotos.KeptFor - TimeSpan.FromDays(1));
        (await RemoveAsync(street)).ShouldBe(0);
        street.App.Clock.Advance(TimeSpan.FromDays(2));
        (await RemoveAsync(street)).ShouldBe(1);
        (await RemoveAsync(street)).ShouldBe(0);

        street = street with { Clerk = await street.Township.ClerkAsync() };
        var body = await street.Clerk.Client.SeeAsync<CaseBody>($"api/cases/{filed.Id}");
        body.Photos.Select(x => x.Id).ShouldBe([good]);
        body.Timeline[^1].Text.ShouldBe(WithheldPhotos.Note);
        body.Timeline[^1].Internal.ShouldBeTrue();
        (await street.SeesPhotoAsync(street.Clerk.Client, bad)).ShouldBeFalse();
        (await street.SeesPhotoAsync(street.Clerk.Client, good)).ShouldBeTrue();
        (await street.WaitingAsync(bad)).ShouldBeNull();
        var row = await street.PhotoAsync(bad);
        (row.Safety, row.Latitude, row.RemovedAt is not null).ShouldBe((PhotoSafetyState.Withheld, null, true));
        foreach (var key in new[] { row.Key, row.Key + "-thumbnail" })
            (await street.App.Services.GetRequiredService<IPhotoStore>().OpenAsync(key)).ShouldBeNull();
        using var answer = await street.Clerk.Client.GetAsync($"api/photos/{bad}");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<int> RemoveAsync(Street street) => street.App.InsideAsync(x => x.GetRequiredService<WithheldPhotos>().RemoveAsync(default));
}
