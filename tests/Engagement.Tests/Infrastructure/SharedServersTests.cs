using System.Diagnostics;
using Npgsql;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Infrastructure;

public sealed class SharedServersTests(SharedServers servers)
{
    [Theory, Stores, Stores("again")]
    public void Stores_GiveEachStoreOnce(Store store, string? word = null) =>
        $"{store} {word}".Trim().ShouldBeOneOf("Sqlite", "Postgres", "Sqlite again", "Postgres again");

    [Fact]
    public async Task CreateDatabase_FromTemplate_CopiesIt_AndPreparesItOnce()
    {
        var server = await servers.PostgresAsync();
        var prepared = 0;
        async Task Prepare(string connectionString)
        {
            prepared++;
            await ScalarAsync(connectionString, "CREATE TABLE t AS SELECT 7 AS n; SELECT 1");
        }

        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.CreateDatabaseAsync("seven", Prepare)));

        prepared.ShouldBe(1);
        copies.Distinct().Count().ShouldBe(4);
        await ScalarAsync(copies[0], "UPDATE t SET n = 8");
        (await ScalarAsync(copies[3], "SELECT n FROM t")).ShouldBe(7);
        await server.DropDatabaseAsync(copies[0]);
        await Should.ThrowAsync<PostgresException>(() => ScalarAsync(copies[0], "SELECT 1"));
    }

    [Fact]
    public async Task DurablePostgres_KeepsItsPromises_AndIsGoneAfterDisposal()
    {
        MissingPrograms.SkipWhen(PostgresServer.Missing);
        string connectionString;
        await using (var server = await PostgresServer.StartAsync(durable: true))
        {
            connectionString = await server.CreateDatabaseAsync();
            (await ScalarAsync(connectionString, "SHOW fsync")).ShouldBe("on");
            (await ScalarAsync(connectionString, "SHOW synchronous_commit")).ShouldBe("on");
        }
        NpgsqlConnection.ClearAllPools();
        await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync(connectionString, "SELECT 1"));
    }

    [Fact]
    public async Task Redis_KilledFlushedOrSlow_BehavesSo()
    {
        MissingPrograms.SkipWhen(RedisServer.Missing);
        await using var redis = await RedisServer.StartAsync();
        await redis.FlushAsync();
        await redis.SlowAsync(300);
        var clock = Stopwatch.StartNew();
        await redis.FlushAsync();
        clock.ElapsedMilliseconds.ShouldBeGreaterThan(200);

        redis.Kill();
        await Should.ThrowAsync<System.Net.Sockets.SocketException>(redis.FlushAsync);
        await redis.StartAgainAsync();
        await redis.FlushAsync();
    }

    [Fact]
    public async Task Supervised_ServerThatCannotStart_SaysWhy()
    {
        MissingPrograms.SkipWhen(OperatingSystem.IsWindows() ? "There is no Unix shell here." : null);
        var failure = await Should.ThrowAsync<InvalidOperationException>(
            () => Supervised.StartAsync("true", prepare: "echo the reason >&2; exit 1"));
        failure.Message.ShouldContain("the reason");
    }

    [Fact]
    public async Task Supervised_WhenItsPipeCloses_StopsAndLeavesNoFolder()
    {
        MissingPrograms.SkipWhen(OperatingSystem.IsWindows() ? "There is no Unix shell here." : null);
        var server = await Supervised.StartAsync("sleep 600");
        Directory.Exists(server.Folder).ShouldBeTrue();
        await server.DisposeAsync();
        Directory.Exists(server.Folder).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(server.Pid));
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
