using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Data;

/// <summary>What goes to the store together is written in order, all or nothing, and comes back to whoever asked.</summary>
public sealed class TogetherTests(Villages villages)
{
    private static readonly InspectedPhoto Picture = new()
    {
        ContentType = "image/jpeg",
        Width = 12,
        Height = 9,
        Orientation = 1,
        CapturedAt = null,
        Latitude = null,
        Longitude = null,
        StrippedBytes = new byte[10],
    };

    [Theory, Stores]
    public async Task Writes_AreMadeInOrder_AndQuestionsAnsweredEachItsOwn(Store store)
    {
        var app = await villages.OnAsync(store);
        await app.InsideAsync(async services =>
        {
            var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
            var (uploader, owner) = (clock.NewId(), clock.NewId());
            List<Photo> photos = [.. Enumerable.Range(0, 3).Select(_ => new Photo(clock.NewId(), uploader, Picture, false, clock.UtcNow()))];
            List<Guid> taken = [photos[0].Id, photos[2].Id];
            var changed = 0;
            await db.InTransactionAsync(async () =>
            {
                await new Writes(db).Insert(photos).Insert<Photo>([])
                    .Execute($"UPDATE photo SET owner_kind = {"test"}, owner_id = {owner} WHERE id IN {taken} AND owner_id IS NULL", x => changed = x).RunAsync(default);
                return 0;
            }, default);
            changed.ShouldBe(2, "the rows inserted before it are seen");

            var all = new Question<(Guid Id, Guid? Owner)>(
                db.Set<Photo>().Where(x => x.UploadedBy == uploader).OrderBy(x => x.Id).Select(x => new { x.Id, x.OwnerId }), x => (x.GetGuid(0), x.IsDBNull(1) ? null : x.GetGuid(1)));
            var none = new Question<string>(db.Set<Photo>().Where(x => x.UploadedBy == owner).Select(x => x.ContentType), x => x.GetString(0));
            var some = new Question<string>(db.Set<Photo>().Where(x => EF.Parameter(taken).Contains(x.Id)).Select(x => x.OwnerKind!), x => x.GetString(0));
            await db.AskAsync(default, all, none, some);
            all.Rows.ShouldBe([.. photos.Select(x => (x.Id, taken.Contains(x.Id) ? owner : (Guid?)null)).OrderBy(x => x.Id)], ignoreOrder: true);
            none.Rows.ShouldBeEmpty();
            some.Rows.ShouldBe(["test", "test"]);
            return 0;
        });
    }

    [Theory, Stores]
    public async Task Writes_WhenACountIsWrong_LeaveNothing(Store store)
    {
        var app = await villages.OnAsync(store);
        await app.InsideAsync(async services =>
        {
            var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
            var photo = new Photo(clock.NewId(), clock.NewId(), Picture, false, clock.UtcNow());
            var writes = new Writes(db).Insert([photo]).Execute($"UPDATE photo SET owner_kind = {"test"} WHERE id = {clock.NewId()}", x => { if (x != 1) throw new StaleVersion(); });
            await Should.ThrowAsync<StaleVersion>(db.InTransactionAsync(async () =>
            {
                await writes.RunAsync(default);
                return 0;
            }, default));
            (await db.Set<Photo>().AnyAsync(x => x.Id == photo.Id)).ShouldBeFalse();
            await Should.ThrowAsync<InvalidOperationException>(writes.RunAsync(default), "outside a transaction half of it could stay");
            return 0;
        });
    }
}
