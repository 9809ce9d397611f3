using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Jobs;

/// <summary>What has served its time goes; what is still held stays.</summary>
public sealed class CleaningTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    [Theory, Stores]
    public async Task Photos_unattached_for_a_day_are_swept_and_attached_ones_stay(Store store)
    {
        var app = await villages.OnAsync(store);
        var zhang = await (await app.Given.TownshipAsync()).VillagerAsync();
        var (forgotten, attached) = (await app.Given.PhotoAsync(zhang.Client), await app.Given.PhotoAsync(zhang.Client));
        await zhang.Client.DoAsync<Engagement.Api.Cases.CaseReceipt>("api/complaints", new { category = "rubbish", visibility = "publicNamed", photoIds = new[] { attached } });

        (await SweepAsync(app, TimeSpan.FromHours(23.9))).ShouldBe(0);
        (await SweepAsync(app, TimeSpan.FromHours(24.1))).ShouldBe(1);
        (await SweepAsync(app, TimeSpan.FromHours(24.1))).ShouldBe(0);
        (await app.InStoreAsync(db => db.Set<Photo>().Select(x => x.Id).Where(x => x == forgotten || x == attached).ToListAsync())).ShouldBe([attached]);
        (await HasFileAsync(app, forgotten)).ShouldBeFalse();
        (await HasFileAsync(app, attached)).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task A_photo_attached_while_the_sweep_runs_stays(Store store)
    {
        var app = await villages.OnAsync(store);
        var zhang = await (await app.Given.TownshipAsync()).VillagerAsync();
        var first = await app.Given.PhotoAsync(zhang.Client);
        await Task.Delay(5);
        var second = await app.Given.PhotoAsync(zhang.Client);
        // Both are on the sweep's list; while it deletes the first one's file, somebody attaches the second.
        var files = new InterruptedStore(app.Services.GetRequiredService<IPhotoStore>(), () => app.InStoreAsync(db => db.Set<Photo>().Where(x => x.Id == second)
            .ExecuteUpdateAsync(x => x.SetProperty(p => p.OwnerKind, "case").SetProperty(p => p.OwnerId, Guid.NewGuid()))));

        (await SweepAsync(app, TimeSpan.FromDays(2), files)).ShouldBe(1);
        (await app.InStoreAsync(db => db.Set<Photo>().Select(x => x.Id).Where(x => x == first || x == second).ToListAsync())).ShouldBe([second]);
        (await HasFileAsync(app, second)).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task Outlived_request_keys_go_in_bounded_batches(Store store)
    {
        var app = await villages.OnAsync(store);
        var now = app.Clock.UtcNow();
        var actor = Guid.NewGuid();
        await app.InStoreAsync(db =>
        {
            for (var i = 0; i < 1200; i++) db.Add(new IdempotencyKey(actor, $"old-{i}", "hash", 201, null, now.AddHours(-24).AddMilliseconds(-1 - i)));
            db.Add(new IdempotencyKey(actor, "young", "hash", 201, null, now.AddHours(-23.9)));
            return db.SaveChangesAsync();
        });
        (await PruneAsync(app)).ShouldBe(1000);
        (await PruneAsync(app)).ShouldBe(200);
        (await PruneAsync(app)).ShouldBe(0);
        (await app.InStoreAsync(db => db.Set<IdempotencyKey>().Where(x => x.ActorId == actor).Select(x => x.Key).ToListAsync())).ShouldBe(["young"]);
    }

    [Theory, Stores]
    public async Task The_newest_200_runs_of_each_job_stay_and_its_failures_besides(Store store)
    {
        var app = await villages.OnAsync(store);
        var now = app.Clock.UtcNow();
        await app.InStoreAsync(db =>
        {
            db.Add(new JobRun(Guid.CreateVersion7(), "Busy", now.AddDays(-3), now.AddDays(-3), 0, "long ago"));
            for (var i = 0; i < 230; i++) db.Add(new JobRun(Guid.CreateVersion7(), "Busy", now.AddMinutes(-i), now.AddMinutes(-i), i, null));
            for (var i = 0; i < 5; i++) db.Add(new JobRun(Guid.CreateVersion7(), "Quiet", now.AddDays(-i), now.AddDays(-i), i, null));
            return db.SaveChangesAsync();
        });
        (await PruneAsync(app)).ShouldBe(30);
        (await PruneAsync(app)).ShouldBe(0);
        var left = await app.InStoreAsync(db => db.Set<JobRun>().AsNoTracking().Where(x => x.Job == "Busy" || x.Job == "Quiet").ToListAsync());
        left.Count(x => x is { Job: "Busy", Error: null }).ShouldBe(Pruning.RunsKept);
        left.Where(x => x is { Job: "Busy", Error: null }).Max(x => x.Handled).ShouldBe(199);
        left.Count(x => x.Error == "long ago").ShouldBe(1);
        left.Count(x => x.Job == "Quiet").ShouldBe(5);
    }

    [Theory, Stores]
    public async Task Sessions_that_ended_thirty_days_ago_go(Store store)
    {
        var app = await villages.OnAsync(store);
        var now = app.Clock.UtcNow();
        var account = Guid.NewGuid();
        var ids = await app.InStoreAsync(async db =>
        {
            Session Of(ActorKind kind, DateTime at)
            {
                var session = new Session(Guid.CreateVersion7(), kind, account, false, null, null, at);
                db.Add(session);
                return session;
            }

            var expiredLongAgo = Of(ActorKind.Staff, now.AddDays(-31));
            var expired = Of(ActorKind.Staff, now.AddDays(-29));
            var alive = Of(ActorKind.Villager, now.AddDays(-60));
            var revokedLongAgo = Of(ActorKind.Villager, now.AddDays(-60));
            revokedLongAgo.Revoke(now.AddDays(-31));
            var revoked = Of(ActorKind.Villager, now.AddDays(-60));
            revoked.Revoke(now.AddDays(-29));
            await db.SaveChangesAsync();
            return new[] { expired.Id, alive.Id, revoked.Id };
        });
        (await app.InsideAsync(x => x.GetRequiredService<SessionService>().PruneEndedAsync(default))).ShouldBe(2);
        (await app.InsideAsync(x => x.GetRequiredService<SessionService>().PruneEndedAsync(default))).ShouldBe(0);
        (await app.InStoreAsync(db => db.Set<Session>().Where(x => x.AccountId == account).Select(x => x.Id).ToListAsync())).ShouldBe(ids, ignoreOrder: true);
    }

    private static Task<int> PruneAsync(VillageApp app) => app.InsideAsync(x => x.GetRequiredService<Pruning>().PruneAsync(default));

    private static Task<int> SweepAsync(VillageApp app, TimeSpan later, IPhotoStore? files = null) => app.InsideAsync(services =>
        new PhotoService(services.GetRequiredService<EngagementDbContext>(), files ?? services.GetRequiredService<IPhotoStore>(), new StoppedClock(app.Clock.UtcNow() + later))
            .SweepAsync(default));

    private static async Task<bool> HasFileAsync(VillageApp app, Guid photo)
    {
        await using var file = await app.Services.GetRequiredService<IPhotoStore>().OpenAsync(photo.ToString("N"), default);
        return file is not null;
    }

    private sealed class InterruptedStore(IPhotoStore inner, Func<Task> interruption) : IPhotoStore
    {
        private int deletions;

        public Task SaveAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) => inner.SaveAsync(key, bytes, cancellation);

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellation = default) => inner.OpenAsync(key, cancellation);

        public async Task DeleteAsync(string key, CancellationToken cancellation = default)
        {
            if (Interlocked.Increment(ref deletions) == 1) await interruption();
            await inner.DeleteAsync(key, cancellation);
        }
    }
}
