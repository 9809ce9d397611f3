using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Demo;
using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Demo;

/// <summary>What holds of the played half-year as it lies in the store.</summary>
public sealed class DemoDataTests(DemoVillages villages)
{
    [Theory, Stores]
    public async Task Every_case_tells_its_whole_story(Store store)
    {
        var app = await villages.OnAsync(store);
        var cases = await CasesAsync(app);
        var offices = (await RowsAsync<Office>(app)).Select(x => x.Id).ToHashSet();
        var now = app.Clock.GetUtcNow().UtcDateTime;

        cases.Count.ShouldBeInRange(400, 900);
        foreach (var it in cases)
        {
            var lines = it.Timeline.OrderBy(x => x.Sequence).ToList();
            lines.Select(x => x.Sequence).ShouldBe(Enumerable.Range(1, it.EventCount), it.Number);
            lines[0].Type.ShouldBe(CaseEventType.Filed);
            lines[0].At.ShouldBe(it.FiledAt);
            lines[^1].ToStatus.ShouldBe(it.Status, it.Number);
            lines.Select(x => x.At).ShouldBeInOrder(SortDirection.Ascending, it.Number);
            lines[^1].At.ShouldBeLessThanOrEqualTo(now);
            offices.ShouldContain(it.OwnerOfficeId);
            it.Number.ShouldStartWith($"GD{it.CountyCode}{ChinaTime.ToLocal(it.FiledAt):yyyyMMdd}");
        }

        cases.Select(x => x.Number).Distinct().Count().ShouldBe(cases.Count);
    }

    [Theory, Stores]
    public async Task Counts_agree_with_rows(Store store)
    {
        var app = await villages.OnAsync(store);
        var supports = (await RowsAsync<CaseSupport>(app)).ToLookup(x => x.CaseId);
        var pictures = (await RowsAsync<CasePhoto>(app)).ToLookup(x => x.CaseId);
        var photos = await RowsAsync<Photo>(app);
        var ratings = (await RowsAsync<CaseRating>(app)).ToLookup(x => x.CaseId);
        foreach (var it in await CasesAsync(app))
        {
            it.SupportCount.ShouldBe(supports[it.Id].Count());
            it.PhotoCount.ShouldBe(pictures[it.Id].Count());
            it.UrgeCount.ShouldBe(Lines(it, CaseEventType.Urged));
            it.ReopenCount.ShouldBe(Lines(it, CaseEventType.Reopened));
            it.Round.ShouldBe(Lines(it, CaseEventType.Resolved));
            ratings[it.Id].Count().ShouldBe(Lines(it, CaseEventType.Rated));
            pictures[it.Id].Where(x => x.Stage == PhotoStage.After).Select(x => x.EventId).Distinct().Count().ShouldBe(it.Round, "every resolve has its after-photo");
            it.ThumbnailPhotoId.ShouldBe(pictures[it.Id].Where(x => x.Stage == PhotoStage.Before).OrderBy(x => x.Position).FirstOrDefault()?.PhotoId);
        }

        photos.ShouldAllBe(x => x.OwnerId != null);
        photos.Where(x => x.OwnerKind == ComplaintService.PhotoOwner).Select(x => x.Id).Except(pictures.SelectMany(x => x).Select(x => x.PhotoId)).ShouldBeEmpty();
        pictures.SelectMany(x => x).Select(x => x.PhotoId).Except(photos.Select(x => x.Id)).ShouldBeEmpty();
        var files = app.Services.GetRequiredService<IPhotoStore>();
        foreach (var photo in photos)
        {
            await using var file = await files.OpenAsync(photo.Key, TestContext.Current.CancellationToken);
            file.ShouldNotBeNull().Length.ShouldBe(photo.Bytes);
        }
    }

    [Theory, Stores]
    public async Task There_is_some_of_everything(Store store)
    {
        var app = await villages.OnAsync(store);
        DemoKinds.ShouldAllBePresent(await CasesAsync(app), await RowsAsync<Office>(app), app.Clock.GetUtcNow().UtcDateTime);

        (await RowsAsync<Person>(app)).Count.ShouldBeInRange(1800, 2200);
        (await RowsAsync<Grant>(app)).Select(x => x.Role).Distinct().Count().ShouldBe(Enum.GetValues<Role>().Length);
        var messages = (await RowsAsync<OutboxMessage>(app)).ToLookup(x => x.Status);
        messages[MessageStatus.Sent].Count().ShouldBeGreaterThan(1000);
        messages[MessageStatus.Pending].Count().ShouldBeInRange(1, 10);
        messages[MessageStatus.Undeliverable].ShouldNotBeEmpty();
        messages[MessageStatus.Dead].ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Nobody_works_what_they_may_not(Store store)
    {
        var app = await villages.OnAsync(store);
        var grants = (await RowsAsync<Grant>(app)).ToLookup(x => x.StaffUserId);
        var persons = (await RowsAsync<StaffUser>(app)).ToDictionary(x => x.Id, x => x.PersonId);
        foreach (var it in await CasesAsync(app))
            foreach (var line in it.Timeline.Where(x => x.ActorKind == ActorKind.Staff))
            {
                line.ActorRole.ShouldNotBeNull();
                if (it.HiddenFromCommittee) line.ActorRole.ShouldNotBe(Role.VillageCommittee);
                if (persons[line.ActorId!.Value] is { } person) person.ShouldNotBe(it.ReporterId!.Value);
                if (line.SubjectStaffId is { } subject)
                    new StaffMember(subject, "", null, [.. grants[subject].Select(x => new ActorGrant(x.Role, x.RegionCode, x.OfficeId))]).MayBeAssigned(it.RegionCode, it.OwnerOfficeId).ShouldBeTrue();
            }
    }

    [Theory, Stores]
    public async Task The_known_accounts_sign_in_and_filing_goes_on(Store store)
    {
        var app = await villages.OnAsync(store);
        foreach (var name in new[] { "admin", "county", "township", "committee" })
        {
            using var answer = await app.Anonymous.PostAsJsonAsync("api/auth/staff", new { userName = name, password = DemoPeople.Password });
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{name}: {await answer.Content.ReadAsStringAsync()}");
        }

        using var other = await app.Anonymous.PostAsJsonAsync("api/auth/staff", new { userName = "township-2", password = DemoPeople.Password });
        other.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var zhang = await app.SignInVillagerAsync("zhang");
        (await zhang.GetFromJsonAsync<Engagement.Api.People.Me>("api/me", VillageApp.JsonOptions))!.Name.ShouldBe("张桂兰");
        var mine = await zhang.GetFromJsonAsync<Page<Named>>("api/complaints?scope=mine", VillageApp.JsonOptions);
        mine!.Items.Count.ShouldBeGreaterThanOrEqualTo(4);
        mine.Items.ShouldContain(x => x.Status == CaseStatus.Resolved);

        using var filed = await zhang.PostAsJsonAsync("api/complaints", new { category = "lamp", description = "路灯又不亮了", visibility = "publicNamed" });
        filed.StatusCode.ShouldBe(HttpStatusCode.Created, await filed.Content.ReadAsStringAsync());
        var receipt = await filed.Content.ReadFromJsonAsync<Named>(VillageApp.JsonOptions);
        // Taken away again: the other tests look at what was played.
        await app.InStoreAsync(async db =>
        {
            await db.Set<OutboxMessage>().Where(x => x.SubjectId == receipt!.Id).ExecuteDeleteAsync();
            return await db.Set<Case>().Where(x => x.Id == receipt!.Id).ExecuteDeleteAsync();
        });
    }

    [Theory, Stores]
    public async Task A_second_start_adds_nothing(Store store)
    {
        var app = await villages.OnAsync(store);
        var before = await CountsAsync(app);

        await DemoData.PrepareAsync(app.Services, app.Services.GetRequiredService<Settings>(), app.Services.GetRequiredService<IWebHostEnvironment>(), TestContext.Current.CancellationToken);

        (await CountsAsync(app)).ShouldBe(before);
    }

    [Theory, Stores]
    public async Task A_start_that_breaks_off_leaves_nothing_and_the_next_one_plays_it_all(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        (await CountsAsync(app)).ShouldBe(new Counts(0, 0, 0, 0, 0), "without Demo nothing is played, and no account made");

        await Should.ThrowAsync<IOException>(() => app.InsideAsync(x => ActivatorUtilities.CreateInstance<DemoData>(x, new FullDisk()).PlayAsync(CancellationToken.None)));
        (await CountsAsync(app)).ShouldBe(new Counts(0, 0, 0, 0, 0));

        (await app.InsideAsync(x => ActivatorUtilities.CreateInstance<DemoData>(x).PlayAsync(CancellationToken.None))).ShouldBeTrue();
        (await CountsAsync(app)).Cases.ShouldBeGreaterThan(400);
    }

    private static int Lines(Case it, CaseEventType type) => it.Timeline.Count(x => x.Type == type);

    private static Task<List<Case>> CasesAsync(VillageApp app) => app.InStoreAsync(db => db.Set<Case>().AsNoTracking().Include(x => x.Timeline).Include(x => x.Pauses).ToListAsync());

    private static Task<List<T>> RowsAsync<T>(VillageApp app) where T : class => app.InStoreAsync(db => db.Set<T>().AsNoTracking().ToListAsync());

    private static Task<Counts> CountsAsync(VillageApp app) => app.InStoreAsync(async db => new Counts(
        await db.Set<StoreMark>().CountAsync(), await db.Set<Region>().CountAsync(), await db.Set<Person>().CountAsync(),
        await db.Set<StaffUser>().CountAsync(), await db.Set<Case>().CountAsync()));

    private sealed record Counts(int Marks, int Regions, int Persons, int Staff, int Cases);

    private sealed record Named(Guid Id, string Number, CaseStatus Status);

    /// <summary>A photo store that cannot write: the last thing a start does.</summary>
    private sealed class FullDisk : IPhotoStore
    {
        public Task SaveAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) => throw new IOException("disk full");

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellation = default) => Task.FromResult<Stream?>(null);

        public Task DeleteAsync(string key, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
