using Engagement.Core.Photos;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Photos;

public sealed class FolderPhotoStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("photos").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FolderPhotoStore Store() => new(new PhotoOptions { Folder = _folder }, TimeProvider.System);

    private static async Task<byte[]?> ReadAsync(FolderPhotoStore store, string key)
    {
        await using var stream = await store.OpenAsync(key);
        if (stream is null)
            return null;
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    [Fact]
    public async Task What_is_saved_is_read_replaced_and_deleted()
    {
        var key = Guid.CreateVersion7().ToString();
        var store = Store();
        (await ReadAsync(store, key)).ShouldBeNull();

        await store.SaveAsync(key, TestPhotos.Jpeg());
        (await ReadAsync(store, key)).ShouldBe(TestPhotos.Jpeg());
        await store.SaveAsync(key, TestPhotos.Png());
        (await ReadAsync(Store(), key)).ShouldBe(TestPhotos.Png(), "another process reads the same");

        await store.DeleteAsync(key);
        await store.DeleteAsync(key);
        await store.DeleteAsync(Guid.CreateVersion7().ToString());
        (await ReadAsync(store, key)).ShouldBeNull();
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_made_in_one_moment_spread_over_folders()
    {
        var store = Store();
        for (var i = 0; i < 50; i++)
            await store.SaveAsync(Guid.CreateVersion7().ToString("n"), new byte[1]);

        Directory.GetDirectories(_folder).Length.ShouldBeGreaterThan(20);
        var relative = Path.GetRelativePath(_folder, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories)[0]);
        relative.Split(Path.DirectorySeparatorChar).Length.ShouldBe(3);
    }

    // The store lies deep inside the test's own folder and every bad key ends inside that folder: were the check broken, nothing else would be written.
    [Theory]
    [InlineData(""), InlineData("short"), InlineData("../../../outside"), InlineData("..\\..\\outside"), InlineData("aaaaaaaa/../b")]
    [InlineData("aaaaaaaa.jpg"), InlineData("AAAAAAAA"), InlineData("aaaaaaaa\0"), InlineData("aaaaaaaaé"), InlineData("aaaaaaaa\n"), InlineData(null)]
    public Task A_key_that_could_lead_elsewhere_is_refused(string? key) => IsRefusedAsync(key);

    [Fact]
    public async Task An_absolute_or_overlong_key_is_refused()
    {
        await IsRefusedAsync(Path.Combine(_folder, "absolute"));
        await IsRefusedAsync(new string('a', PhotoKey.MaxLength + 1));
    }

    private async Task IsRefusedAsync(string? key)
    {
        var store = new FolderPhotoStore(new PhotoOptions { Folder = Path.Combine(_folder, "a", "b", "c", "d") }, TimeProvider.System);
        await Should.ThrowAsync<ArgumentException>(() => store.SaveAsync(key!, new byte[1]));
        await Should.ThrowAsync<ArgumentException>(async () => await store.OpenAsync(key!));
        await Should.ThrowAsync<ArgumentException>(async () => await store.DeleteAsync(key!));
    }

    [Fact]
    public async Task A_save_that_fails_leaves_nothing_behind()
    {
        var store = Store();
        await Should.ThrowAsync<OperationCanceledException>(() => store.SaveAsync("cancelled-key", new byte[10], new CancellationToken(true)));

        // A folder stands where the file should go: the rename fails after the bytes were written.
        await store.SaveAsync("blocked-key", new byte[10]);
        var path = Directory.GetFiles(_folder, "blocked-key", SearchOption.AllDirectories).Single();
        File.Delete(path);
        Directory.CreateDirectory(Path.Combine(path, "in the way"));
        await Should.ThrowAsync<Exception>(() => store.SaveAsync("blocked-key", new byte[10]));

        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_photo_is_never_seen_half_written()
    {
        var store = Store();
        var contents = new[] { new byte[200_000], Enumerable.Repeat((byte)1, 300_000).ToArray() };
        await store.SaveAsync("contested-key", contents[0]);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var seen = (await ReadAsync(store, "contested-key")).ShouldNotBeNull();
                seen.ShouldBe(contents[seen[0]]);
            }
        });

        for (var i = 1; i <= 30; i++)
            await store.SaveAsync("contested-key", contents[i % 2]);
        await stop.CancelAsync();
        await reader;
    }

    [Fact]
    public async Task What_a_crash_left_unfinished_is_swept_after_a_day()
    {
        await Store().SaveAsync("finished-key", new byte[1]);
        var (old, young) = (Path.Combine(_folder, "unfinished", "old"), Path.Combine(_folder, "unfinished", "young"));
        File.WriteAllBytes(old, [1]);
        File.WriteAllBytes(young, [1]);
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-25));

        var store = Store();

        (File.Exists(old), File.Exists(young)).ShouldBe((false, true));
        (await ReadAsync(store, "finished-key")).ShouldNotBeNull();
    }
}
