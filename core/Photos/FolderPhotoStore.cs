using System.Security.Cryptography;
using System.Text;

namespace Engagement.Core.Photos;

/// <summary>
/// Photos as files in a folder: <c>FOLDER/3f/a2/KEY</c>. A file is written aside, flushed to the disk and then renamed,
/// so that neither a crash nor a power cut leaves half a photo under its name.
/// </summary>
public sealed class FolderPhotoStore : IPhotoStore
{
    // A write takes moments; what has lain here longer was left by a crash.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    private readonly string _root;
    private readonly string _unfinished;

    /// <summary>Opens or creates the folder and removes unfinished files older than a day.</summary>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public FolderPhotoStore(PhotoOptions options, TimeProvider clock)
    {
        _root = Path.GetFullPath(options.Folder);
        _unfinished = Path.Combine(_root, "unfinished");
        Directory.CreateDirectory(_unfinished);
        var limit = clock.GetUtcNow().UtcDateTime - LeftoverAge;
        foreach (var file in new DirectoryInfo(_unfinished).EnumerateFiles())
            if (file.LastWriteTimeUtc < limit)
                file.Delete();
    }

    /// <inheritdoc />
    public async Task SaveAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default)
    {
        var path = PathOf(key);
        var aside = Path.Combine(_unfinished, Guid.NewGuid().ToString("n"));
        try
        {
            var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(bytes, cancellation);
                file.Flush(flushToDisk: true);
            }

            var folder = Path.GetDirectoryName(path)!;
            var newFolder = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            File.Move(aside, path, overwrite: true);

            // A rename is durable only once the folders that name the file are.
            DirectoryFlush.Flush(folder);
            if (newFolder)
            {
                DirectoryFlush.Flush(Path.GetDirectoryName(folder)!);
                DirectoryFlush.Flush(_root);
            }
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(string key, CancellationToken cancellation = default)
    {
        var path = PathOf(key);
        try
        {
            // Readers do not stand in the way of a sweep that deletes.
            return Task.FromResult<Stream?>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc />
    public Task DeleteAsync(string key, CancellationToken cancellation = default)
    {
        try
        {
            File.Delete(PathOf(key));
        }
        catch (DirectoryNotFoundException)
        {
            // Never stored: the folder it would lie in does not exist either.
        }
        return Task.CompletedTask;
    }

    /// <summary>Two levels by hash: keys made from time-ordered ids begin alike and would all fall into one folder.</summary>
    private string PathOf(string key)
    {
        PhotoKey.Check(key);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)).AsSpan(0, 2));
        return Path.Combine(_root, hash[..2], hash[2..], key);
    }
}
