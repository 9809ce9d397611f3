using System.Runtime.InteropServices;
using System.Text;

namespace Engagement.Core.Photos;

/// <summary>
/// Makes a folder's entries durable. .NET cannot open a folder as a file, so this asks the C library.
/// Windows needs nothing: NTFS journals its names.
/// </summary>
internal static class DirectoryFlush
{
    private const int ReadOnly = 0;

    /// <summary>Waits until <paramref name="folder"/>'s entries are on the disk.</summary>
    /// <exception cref="IOException">They could not be written.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (handle < 0)
            throw new IOException($"The folder {folder} could not be opened to flush it: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            // EINVAL: a file system without the notion, such as some network mounts.
            if (Fsync(handle) != 0 && Marshal.GetLastPInvokeError() is not 22 and var error)
                throw new IOException($"The folder {folder} could not be flushed: error {error}.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code in the whole project for three calls.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
#pragma warning restore SYSLIB1054
}
