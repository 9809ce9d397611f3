using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Engagement.Tests.Infrastructure;

/// <summary>A program that a test needs is not on this machine. The message is a whole sentence for the person who runs the tests.</summary>
public sealed class MissingProgramException(string message) : Exception(message);

/// <summary>
/// A server process with a temporary folder of its own that cannot outlive this process: a small shell waits on a pipe from us
/// and, when the pipe closes for whatever reason (disposed, failed, killed with -9), stops the server and removes the folder.
/// </summary>
public sealed class Supervised : IAsyncDisposable
{
    private const int KeptLines = 400;
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(20);

    private readonly Process shell;
    private readonly Queue<string> lines = new();
    private readonly TaskCompletionSource<(int Pid, string Folder)> started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Supervised(Process shell) => this.shell = shell;

    /// <summary>Process id of the server itself, not of the shell that watches over it.</summary>
    public int Pid { get; private set; }

    /// <summary>False once the server has ended, by itself or through <see cref="Kill"/>.</summary>
    public bool IsRunning
    {
        get
        {
            try
            {
                using var server = Process.GetProcessById(Pid);
                return !server.HasExited;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    /// <summary>The server's temporary folder, removed when it stops.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>The last lines the server wrote to its output and error streams.</summary>
    public string Output
    {
        get
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }

    /// <summary>Starts a server and returns when its <paramref name="ready"/> commands have ended.</summary>
    /// <param name="serve">One simple shell command that stays in the foreground; <c>$dir</c> is its temporary folder.</param>
    /// <param name="prepare">Shell commands that run before it, in the same folder.</param>
    /// <param name="ready">Shell commands that wait until it answers; <c>$pid</c> is the server. Empty: do not wait.</param>
    /// <param name="stopSignal">Signal that ends it, without "SIG".</param>
    /// <param name="user">Account to run as when we are root; null for our own.</param>
    /// <param name="temporary">Folder in which the temporary folder is made.</param>
    /// <exception cref="MissingProgramException">There is no Unix shell here.</exception>
    /// <exception cref="InvalidOperationException">The server ended before it was ready; the message holds its output.</exception>
    public static async Task<Supervised> StartAsync(
        string serve, string prepare = "", string ready = "", string stopSignal = "TERM", string? user = null, string temporary = "/tmp")
    {
        if (OperatingSystem.IsWindows())
            throw new MissingProgramException("Tests that start servers need a Unix shell; run them under Linux, macOS or WSL.");
        // INT is ignored so that Ctrl-C in a terminal reaches us first; the closing pipe then ends the server in good order.
        var script = $"""
            trap '' INT
            dir=$(mktemp -d '{temporary}/engagement-XXXXXX') || exit 1
            trap 'rm -rf "$dir"' EXIT
            {prepare}
            {serve} </dev/null &
            pid=$!
            {ready}
            echo "supervised $pid $dir"
            cat >/dev/null
            kill -{stopSignal} $pid 2>/dev/null
            wait $pid
            """;
        string[] command = user is not null && Environment.IsPrivilegedProcess
            ? ["runuser", "-u", user, "--", "sh", "-c", script]
            : ["sh", "-c", script];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var supervised = new Supervised(StartProcess(start));
        try
        {
            (supervised.Pid, supervised.Folder) = await supervised.WatchAsync();
            return supervised;
        }
        catch
        {
            await supervised.DisposeAsync();
            throw;
        }
    }

    /// <summary>A TCP port of 127.0.0.1 that was free a moment ago.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = LowestPort + (int)((uint)Interlocked.Increment(ref lastPort) % (HighestPort - LowestPort));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }

    // Below the ports the system gives to outgoing connections: one of those could take a port between here and the server's start. Each process begins elsewhere.
    private const int LowestPort = 12_000, HighestPort = 32_000;
    private static int lastPort = Environment.ProcessId * 97;

    /// <summary>Full path of a program on PATH, or null.</summary>
    public static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Ends the server at once, as a power cut would (kill -9). The temporary folder stays until disposal.</summary>
    public void Kill()
    {
        try
        {
            using var server = Process.GetProcessById(Pid);
            server.Kill();
            server.WaitForExit(StopsWithin);
        }
        catch (ArgumentException)
        {
            // It has ended already, which is what was asked for.
        }
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopsWithin);
        try
        {
            await shell.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            await shell.WaitForExitAsync();
        }
        shell.Dispose();
    }

    private static Process StartProcess(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new MissingProgramException($"`{start.FileName}` cannot be started: {e.Message}.");
        }
    }

    private Task<(int Pid, string Folder)> WatchAsync()
    {
        shell.OutputDataReceived += (_, e) => Keep(e.Data);
        shell.ErrorDataReceived += (_, e) => Keep(e.Data);
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
        _ = FailWhenItEndsAsync();
        return started.Task;
    }

    private async Task FailWhenItEndsAsync()
    {
        await shell.WaitForExitAsync(); // which also waits for the last lines
        started.TrySetException(new InvalidOperationException($"A server for the tests did not start.\n{Output}"));
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        if (line.StartsWith("supervised ", StringComparison.Ordinal))
        {
            var parts = line.Split(' ', 3);
            started.TrySetResult((int.Parse(parts[1]), parts[2]));
            return;
        }
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > KeptLines)
                lines.Dequeue();
        }
    }
}
