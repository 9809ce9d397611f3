using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Cases.Reviews;
using Engagement.Core.Photos;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Safety;

/// <summary>One application per store for a class that breaks WeChat and moves the clock.</summary>
public sealed class SafetyVillages : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Settings = new() { ["WeChat:RetryDelay"] = "00:00:00.001" };

    private readonly Lazy<Task<VillageApp>> sqlite = new(() => VillageApp.StartAsync(SharedServers.Current, Store.Sqlite, Settings));
    private readonly Lazy<Task<VillageApp>> postgres = new(() => VillageApp.StartAsync(SharedServers.Current, Store.Postgres, Settings));

    /// <summary>A fresh township with its people, WeChat well again.</summary>
    public async Task<Street> StreetAsync(Store store)
    {
        var app = await (store == Store.Sqlite ? sqlite : postgres).Value;
        app.Services.GetRequiredService<SimulatorState>().Faults.Clear();
        var township = await app.Given.TownshipAsync();
        return new Street(app, township, await township.VillagerAsync(), await township.VillagerAsync("李大妈"), await township.ClerkAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in new[] { sqlite, postgres })
            if (app is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await app.Value).DisposeAsync();
    }
}

/// <summary>Zhang reports, Li is everybody else, the clerk is of the township.</summary>
public sealed record Street(VillageApp App, Township Township, Villager Zhang, Villager Li, StaffMemberClient Clerk)
{
    public const string TextCheck = "/wxa/msg_sec_check", MediaCheck = "/wxa/media_check_async";

    public SimulatorState WeChat => App.Services.GetRequiredService<SimulatorState>();

    public int Calls(string path) => WeChat.Rates.Calls.GetValueOrDefault(path);

    public Task<CaseReceipt> FileAsync(string description = "村口垃圾堆了一周", string visibility = "publicNamed", params Guid[] photos) =>
        Zhang.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", description, visibility, photoIds = photos });

    /// <summary>What everybody else gets: both the list and the thing itself must agree.</summary>
    public async Task<bool> LiSeesAsync(CaseReceipt it)
    {
        using var answer = await Li.Client.GetAsync($"api/complaints/{it.Id}");
        var listed = (await Li.Client.SeeAsync<Page<ComplaintListItem>>($"api/complaints?scope=public&region={Township.Code}&limit=200")).Items.Any(x => x.Id == it.Id);
        listed.ShouldBe(answer.StatusCode == HttpStatusCode.OK);
        return listed;
    }

    public async Task<bool> SeesPhotoAsync(HttpClient who, Guid photo)
    {
        using var answer = await who.GetAsync($"api/photos/{photo}");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public async Task<ReviewItem?> WaitingAsync(Guid id, HttpClient? who = null) =>
        (await (who ?? Clerk.Client).SeeAsync<Page<ReviewItem>>($"api/reviews?region={Township.Code}&limit=200")).Items.FirstOrDefault(x => x.Id == id);

    public Task<ReviewReceipt> DecideAsync(ReviewItem item, string verb, string? reason = null) =>
        Clerk.Client.DoAsync<ReviewReceipt>($"api/reviews/{item.Id}/{verb}", new { version = item.Version, reason });

    /// <summary>What the job does: hands in what is due, then opens what has passed.</summary>
    public async Task RunJobAsync()
    {
        while (await App.InsideAsync(x => x.GetRequiredService<PhotoSafety>().SubmitDueAsync(default)) > 0)
        {
        }

        await App.InsideAsync(x => x.GetRequiredService<CaseOpening>().OpenCheckedAsync(null, default));
    }

    /// <summary>A result arrives, then the job comes round.</summary>
    public async Task HearAsync(string trace, SafetyVerdict verdict)
    {
        await App.InsideAsync(async x =>
        {
            await x.GetRequiredService<PhotoSafety>().RecordAsync(trace, verdict, default);
            return 0;
        });
        await RunJobAsync();
    }

    public Task<Photo> PhotoAsync(Guid id) => App.InStoreAsync(db => db.Set<Photo>().AsNoTracking().SingleAsync(x => x.Id == id));

    public Task<CaseModeration> ModerationAsync(CaseReceipt it) => App.InStoreAsync(db => db.Set<Case>().Where(x => x.Id == it.Id).Select(x => x.Moderation).SingleAsync());
}
