using System.Net;
using Engagement.Api.Cases;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Cases.Reviews;
using Engagement.Core.Messaging;
using Engagement.Core.Photos;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Safety;

/// <summary>Pictures others would see: handed in by the job, answered in any order, shown only after a yes.</summary>
public sealed class PhotoSafetyTests(SafetyVillages villages) : IClassFixture<SafetyVillages>
{
    [Theory, Stores]
    public async Task A_case_opens_when_its_last_picture_has_passed(Store store)
    {
        var street = await villages.StreetAsync(store);
        var (one, two) = (await street.App.Given.PhotoAsync(street.Zhang.Client), await street.App.Given.PhotoAsync(street.Zhang.Client));
        var filed = await street.FileAsync(photos: [one, two]);
        (await street.LiSeesAsync(filed)).ShouldBeFalse("the words passed, the pictures are not checked yet");
        await street.RunJobAsync();
        (await street.PhotoAsync(one)).Safety.ShouldBe(PhotoSafetyState.Submitted);

        await street.HearAsync((await street.PhotoAsync(one)).SafetyTrace!, SafetyVerdict.Pass);
        (await street.LiSeesAsync(filed)).ShouldBeFalse();
        await street.HearAsync((await street.PhotoAsync(two)).SafetyTrace!, SafetyVerdict.Pass);
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
        (await street.SeesPhotoAsync(street.Li.Client, one)).ShouldBeTrue();
        (await street.Li.Client.SeeAsync<ComplaintBody>($"api/complaints/{filed.Id}")).ThumbnailPhotoId.ShouldBe(one);
    }

    [Theory, Stores]
    public async Task A_risky_picture_is_for_staff_and_reporter_only_until_a_person_lets_it_through(Store store)
    {
        var street = await villages.StreetAsync(store);
        var photo = await street.App.Given.PhotoAsync(street.Zhang.Client);
        var filed = await street.FileAsync(photos: photo);
        await street.RunJobAsync();
        await street.HearAsync((await street.PhotoAsync(photo)).SafetyTrace!, SafetyVerdict.Risky);
        (await street.LiSeesAsync(filed)).ShouldBeFalse();

        await street.Clerk.Client.OnCaseAsync(filed, "accept");
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
        await SeesNoPictureAsync(street, filed, photo);
        (await street.SeesPhotoAsync(street.Zhang.Client, photo)).ShouldBeTrue();
        (await street.SeesPhotoAsync(street.Clerk.Client, photo)).ShouldBeTrue();

        var item = (await street.WaitingAsync(photo)).ShouldNotBeNull();
        (item.Kind, item.Reason, item.CaseId, item.PhotoId).ShouldBe((ReviewKind.Photo, ReviewReason.Risky, filed.Id, photo));
        await street.DecideAsync(item, "approve");
        (await street.SeesPhotoAsync(street.Li.Client, photo)).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task Accepting_counts_as_having_seen_the_pictures_of_the_filing(Store store)
    {
        var street = await villages.StreetAsync(store);
        var photo = await street.App.Given.PhotoAsync(street.Zhang.Client);
        var filed = await street.FileAsync(photos: photo);
        await street.RunJobAsync();
        await street.HearAsync((await street.PhotoAsync(photo)).SafetyTrace!, SafetyVerdict.Review);
        (await street.WaitingAsync(photo)).ShouldNotBeNull().Reason.ShouldBe(ReviewReason.Advised);
        await street.Clerk.Client.OnCaseAsync(filed, "accept");
        (await street.SeesPhotoAsync(street.Li.Client, photo)).ShouldBeTrue();
        (await street.WaitingAsync(photo)).ShouldBeNull();
    }

    [Theory, Stores]
    public async Task Approving_the_words_alone_shows_no_unchecked_picture(Store store)
    {
        var street = await villages.StreetAsync(store);
        var photo = await street.App.Given.PhotoAsync(street.Zhang.Client);
        var filed = await street.FileAsync("【测试-复核】", photos: photo);
        await street.DecideAsync((await street.WaitingAsync(filed.Id))!, "approve");
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
        await SeesNoPictureAsync(street, filed, photo);
        await street.RunJobAsync();
        await street.HearAsync((await street.PhotoAsync(photo)).SafetyTrace!, SafetyVerdict.Pass);
        (await street.SeesPhotoAsync(street.Li.Client, photo)).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task Thirty_minutes_of_silence_go_to_a_person_and_a_late_answer_still_counts(Store store)
    {
        var street = await villages.StreetAsync(store);
        var photo = await street.App.Given.PhotoAsync(street.Zhang.Client);
        var filed = await street.FileAsync(photos: photo);
        await street.RunJobAsync();
        street.App.Clock.Advance(TimeSpan.FromMinutes(29));
        await street.RunJobAsync();
        (await street.WaitingAsync(photo)).ShouldBeNull();
        street.App.Clock.Advance(TimeSpan.FromMinutes(2));
        await street.RunJobAsync();
        (await street.WaitingAsync(photo)).ShouldNotBeNull().Reason.ShouldBe(ReviewReason.Silence);
        (await street.LiSeesAsync(filed)).ShouldBeFalse();

        await street.HearAsync((await street.PhotoAsync(photo)).SafetyTrace!, SafetyVerdict.Pass);
        (await street.WaitingAsync(photo)).ShouldBeNull();
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task A_result_that_overtakes_its_submission_waits_for_it_and_one_for_nobody_is_forgotten(Store store)
    {
        var street = await villages.StreetAsync(store);
        var photo = await street.App.Given.PhotoAsync(street.Zhang.Client);
        var filed = await street.FileAsync(photos: photo);
        var (trace, nobody) = ($"early-{photo:N}", $"nobody-{photo:N}");
        street.WeChat.Faults.Add(new SimulatorFault(Street.MediaCheck, Body: $$"""{"errcode":0,"errmsg":"ok","trace_id":"{{trace}}"}"""));
        foreach (var early in new[] { trace, trace, nobody })
            await street.App.InsideAsync(x => RecordAsync(x, early, SafetyVerdict.Pass));
        (await street.PhotoAsync(photo)).Safety.ShouldBe(PhotoSafetyState.Unchecked);
        await street.RunJobAsync();
        (await street.PhotoAsync(photo)).Safety.ShouldBe(PhotoSafetyState.Passed);
        (await street.LiSeesAsync(filed)).ShouldBeTrue();
        await street.HearAsync(trace, SafetyVerdict.Risky);
        (await street.PhotoAsync(photo)).Safety.ShouldBe(PhotoSafetyState.Passed, "a verdict is given once");

        (await KeptAsync(street, trace)).ShouldBe(0);
        (await KeptAsync(street, nobody)).ShouldBe(1);
        street.App.Clock.Advance(EarlyPhotoVerdict.KeptFor + TimeSpan.FromMinutes(1));
        await street.RunJobAsync();
        (await KeptAsync(street, nobody)).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task What_cannot_be_fetched_or_asked_about_goes_to_a_person_and_passing_trouble_is_tried_again(Store store)
    {
        var street = await villages.StreetAsync(store);
        var given = street.App.Given;
        var (broken, inactive, unlucky, hopeless) = (await given.PhotoAsync(street.Zhang.Client), await given.PhotoAsync(street.Zhang.Client),
            await given.PhotoAsync(street.Zhang.Client), await given.PhotoAsync(street.Zhang.Client));

        await street.FileAsync(photos: broken);
        await street.RunJobAsync();
        await street.HearAsync((await street.PhotoAsync(broken)).SafetyTrace!, SafetyVerdict.Unknown);
        (await street.WaitingAsync(broken)).ShouldNotBeNull().Reason.ShouldBe(ReviewReason.NotFetched);

        street.WeChat.Faults.Add(new SimulatorFault(Street.MediaCheck, Errcode: 61010));
        await street.FileAsync(photos: inactive);
        await street.RunJobAsync();
        (await street.WaitingAsync(inactive)).ShouldNotBeNull().Reason.ShouldBe(ReviewReason.Unavailable);

        street.WeChat.Faults.Add(new SimulatorFault(Street.MediaCheck, Count: 4, Status: 502));
        await street.FileAsync(photos: unlucky);
        await street.RunJobAsync();
        (await street.PhotoAsync(unlucky)).Safety.ShouldBe(PhotoSafetyState.Unchecked);
        street.App.Clock.Advance(TimeSpan.FromSeconds(61));
        await street.RunJobAsync();
        (await street.PhotoAsync(unlucky)).Safety.ShouldBe(PhotoSafetyState.Submitted);

        await street.FileAsync(photos: hopeless);
        street.App.Clock.Advance(TimeSpan.FromMinutes(31));
        street.WeChat.Faults.Add(new SimulatorFault(Street.MediaCheck, Count: 4, Status: 502));
        await street.RunJobAsync();
        (await street.WaitingAsync(hopeless)).ShouldNotBeNull().Reason.ShouldBe(ReviewReason.Unavailable);
    }

    [Theory, Stores]
    public async Task A_persons_decision_stands_and_the_reporter_hears_of_a_no(Store store)
    {
        var street = await villages.StreetAsync(store);
        var photo = await street.App.Given.PhotoAsync(street.Zhang.Client);
        var filed = await street.FileAsync(photos: photo);
        await street.RunJobAsync();
        var trace = (await street.PhotoAsync(photo)).SafetyTrace!;
        await street.HearAsync(trace, SafetyVerdict.Unknown);
        await street.DecideAsync((await street.WaitingAsync(photo))!, "withhold", "拍到了孩子的脸");
        await street.HearAsync(trace, SafetyVerdict.Pass);
        (await street.PhotoAsync(photo)).Safety.ShouldBe(PhotoSafetyState.Withheld);
        await street.Clerk.Client.OnCaseAsync(filed, "accept");
        await SeesNoPictureAsync(street, filed, photo);
        (await street.WaitingAsync(photo)).ShouldBeNull();
        var told = await street.App.InStoreAsync(db => db.Set<OutboxMessage>().SingleAsync(x => x.SubjectId == filed.Id && x.Event == CaseMessages.Held));
        told.ReadFields()["text"].ShouldBe("拍到了孩子的脸");
    }

    [Theory, Stores]
    public async Task Only_pictures_for_the_public_leave_the_house_and_each_once(Store store)
    {
        var street = await villages.StreetAsync(store);
        await street.RunJobAsync();
        var (secret, shown) = (await street.App.Given.PhotoAsync(street.Zhang.Client), await street.App.Given.PhotoAsync(street.Zhang.Client));
        await street.FileAsync("只给工作人员看", "staffOnly", secret);
        await street.FileAsync(photos: shown);
        var before = street.Calls(Street.MediaCheck);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => street.App.InsideAsync(x => x.GetRequiredService<PhotoSafety>().SubmitDueAsync(default))));
        (street.Calls(Street.MediaCheck) - before).ShouldBe(1);
        (await street.PhotoAsync(secret)).Safety.ShouldBe(PhotoSafetyState.Unchecked);
    }

    [Theory, Stores]
    public async Task The_checkers_link_opens_one_picture_for_forty_minutes(Store store)
    {
        var street = await villages.StreetAsync(store);
        var photo = await street.App.Given.PhotoAsync(street.Zhang.Client);
        var links = street.App.Services.GetRequiredService<PhotoLinks>();
        var link = links.For(photo).ShouldNotBeNull();
        using (var answer = await street.App.Anonymous.GetAsync(link))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        var token = link.Segments[^1];
        for (var i = 0; i < token.Length; i += 7)
        {
            var altered = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            (await street.App.Anonymous.GetAsync($"api/photos/shared/{altered}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, altered);
        }

        foreach (var rubbish in new[] { "x", token[..^1], token + "A", "..%2f..", new string('é', 76) })
            (await street.App.Anonymous.GetAsync($"api/photos/shared/{rubbish}")).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        street.App.Clock.Advance(TimeSpan.FromMinutes(41));
        (await street.App.Anonymous.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task SeesNoPictureAsync(Street street, CaseReceipt filed, Guid photo)
    {
        (await street.SeesPhotoAsync(street.Li.Client, photo)).ShouldBeFalse();
        var seen = await street.Li.Client.SeeAsync<ComplaintBody>($"api/complaints/{filed.Id}");
        seen.ThumbnailPhotoId.ShouldBeNull();
        seen.Photos.ShouldBeEmpty();
        seen.Timeline.ShouldAllBe(x => x.PhotoIds.Count == 0);
        var nearby = await street.Li.Client.SeeAsync<Page<NearbyCase>>($"api/complaints/nearby?category=rubbish&region={street.Township.Code}");
        nearby.Items.Single(x => x.Id == filed.Id).ThumbnailPhotoId.ShouldBeNull();
    }

    private static async Task<int> RecordAsync(IServiceProvider services, string trace, SafetyVerdict verdict)
    {
        await services.GetRequiredService<PhotoSafety>().RecordAsync(trace, verdict, default);
        return 0;
    }

    private static Task<int> KeptAsync(Street street, string trace) => street.App.InStoreAsync(db => db.Set<EarlyPhotoVerdict>().CountAsync(x => x.TraceId == trace));
}
