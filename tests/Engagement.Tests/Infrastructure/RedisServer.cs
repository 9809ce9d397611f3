using System.Net.Sockets;
using System.Text;

namespace Engagement.Tests.Infrastructure;

/// <summary>A private Redis on a free port of 127.0.0.1 that keeps nothing on disk and is gone when this process is.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private Supervised process;

    private RedisServer(Supervised process, int port) => (this.process, Port) = (process, port);

    /// <summary>Why Redis cannot be started here, or null when it can.</summary>
    public static string? Missing =>
        OperatingSystem.IsWindows() ? "Redis tests need a Unix shell."
        : Supervised.OnPath("redis-server") is null ? "redis-server is not installed (looked on PATH)."
        : null;

    public int Port { get; }

    /// <summary>Host and port as StackExchange.Redis reads them.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <exception cref="MissingProgramException">Redis is not installed; see <see cref="Missing"/>.</exception>
    public static async Task<RedisServer> StartAsync()
    {
        if (Missing is { } reason)
            throw new MissingProgramException(reason);
        var port = Supervised.FreePort();
        return new RedisServer(await LaunchAsync(port), port);
    }

    /// <summary>Ends the server at once (kill -9); clients see their connections break.</summary>
    public void Kill() => process.Kill();

    /// <summary>Starts the killed server again on the same port, empty.</summary>
    public async Task StartAgainAsync()
    {
        await process.DisposeAsync();
        process = await LaunchAsync(Port);
    }

    /// <summary>Forgets everything, as a restart or an eviction storm would.</summary>
    public Task FlushAsync() => CommandAsync(Port, "FLUSHALL");

    /// <summary>Lets every command that any client sends from now on wait until so many milliseconds have passed.</summary>
    public Task SlowAsync(int milliseconds) => CommandAsync(Port, $"CLIENT PAUSE {milliseconds} ALL");

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task<Supervised> LaunchAsync(int port)
    {
        var process = await Supervised.StartAsync(
            serve: $"""
                redis-server --port {port} --bind 127.0.0.1 --save '' --appendonly no --dir "$dir" --loglevel warning
                """,
            stopSignal: "KILL");
        var deadline = DateTimeOffset.UtcNow.AddSeconds(10);
        while (true)
        {
            try
            {
                await CommandAsync(port, "PING");
                return process;
            }
            catch (SocketException) when (DateTimeOffset.UtcNow < deadline)
            {
                await Task.Delay(20);
            }
            catch (Exception e)
            {
                var output = process.Output;
                await process.DisposeAsync();
                throw new InvalidOperationException($"Redis did not start on port {port}.\n{output}", e);
            }
        }
    }

    /// <summary>Sends one inline command over a connection of its own and expects an answer that is not an error.</summary>
    private static async Task CommandAsync(int port, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = await reader.ReadLineAsync();
        if (answer is not ['+', ..])
            throw new InvalidOperationException($"Redis answered {answer ?? "nothing"} to {command}.");
    }
}
