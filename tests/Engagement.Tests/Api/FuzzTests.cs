using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Engagement.Api.Cases;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Api;

/// <summary>No input of any kind gives a 500: every door, as everybody, with everything that is wrong. Each refusal is problem+json with a code and
/// a Chinese sentence, and nothing is logged as an error. The seed fixes what is sent; the number of requests bounds the time:
/// about a quarter of all attacks, others on the other store. <c>FUZZ_ATTACKS=100000</c> sends them all.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20261121, Callers = 6;
    private static readonly int AtMost = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_ATTACKS"), out var attacks) ? attacks : 2500;
    private static readonly string[] Roles = ["nobody", "villager", "clerk", "administrator"];

    [Theory, Stores]
    public async Task No_input_gives_a_fault(Store store)
    {
        // Its own application: it signs people out, floods the limiters and leaves nonsense behind.
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        using var arena = await Arena.MakeAsync(app);
        var doors = EveryDoor.Of(app);
        var attacks = await arena.AttacksAsync();
        var clock = Stopwatch.StartNew();

        // Everybody tries every door; the whole list is for those whom the door lets in, for only their input gets far.
        var random = new Random(Seed + (int)store);
        var all = new List<(string Role, Attack Attack)>();
        foreach (var door in doors)
        {
            all.AddRange(Roles.Select(x => (x, attacks.Plain(door))));
            all.Add((Roles[random.Next(Roles.Length)], attacks.TooLarge(door)));
            var let = new List<string>();
            foreach (var role in Roles)
                if (await arena.IsLetInAsync(role, door)) let.Add(role);
            all.AddRange(attacks.On(door).Select(x => (let[random.Next(let.Count)], x)));
            all.AddRange(attacks.On(door).Where(_ => random.Next(20) == 0).Select(x => (Roles[random.Next(Roles.Length)], x)));
        }

        var chosen = all.ToArray();
        random.Shuffle(chosen);
        chosen = [.. chosen.OrderBy(x => Attacks.IsSharp(x.Attack) ? 0 : 1).Take(AtMost)];
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (x, _) =>
        {
            if (await arena.FaultOfAsync(x.Role, x.Attack) is { } fault) faults.Add($"{x.Role}, {x.Attack}: {fault}");
        });
        foreach (var door in doors)
            foreach (var raw in Hostile.Raw)
                if (await arena.FaultOfAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, raw, Regex.Replace(door.Path, @"\{\w+\}", Guid.Empty.ToString()), door.Method)) is { } fault)
                    faults.Add($"raw {raw.Split('\r')[0]} at {door}: {fault}");

        TestContext.Current.SendDiagnosticMessage("{0}: {1} of {2} attacks on {3} doors in {4:0.0} s", store, chosen.Length, all.Count, doors.Count, clock.Elapsed.TotalSeconds);
        chosen.Select(x => x.Attack.Door.Name).Distinct().Count().ShouldBe(doors.Count);
        string[] errors;
        lock (app.Complaints) errors = [.. app.Complaints.Where(x => x.StartsWith("Error", StringComparison.Ordinal) || x.StartsWith("Critical", StringComparison.Ordinal)).Select(x => x.Length > 1500 ? x[..1500] : x).Distinct().Take(5)];
        faults.Order().Take(25).ShouldBeEmpty($"{faults.Count} faults with seed {Seed}.\n{string.Join('\n', errors)}");
        errors.ShouldBeEmpty();
    }

    /// <summary>People to attack as and things to attack.</summary>
    private sealed class Arena : IDisposable
    {
        private readonly VillageApp app;
        private readonly Township township;
        private readonly Dictionary<string, JsonNode?> known;
        private readonly List<Guid> ids;
        private readonly ConcurrentDictionary<string, string> tokens = new();
        private readonly SemaphoreSlim gate = new(1, 1);
        private readonly HttpClient client, lonely;

        private Arena(VillageApp app, Township township, CaseReceipt filed, Guid photo, Villager zhang, StaffMemberClient clerk)
        {
            this.app = app;
            this.township = township;
            ids = [filed.Id, photo, zhang.PersonId, clerk.Id, Guid.NewGuid(), Guid.Empty];
            known = new Dictionary<string, JsonNode?>
            {
                ["id"] = filed.Id,
                ["version"] = filed.Version,
                ["category"] = "rubbish",
                ["regionCode"] = township.Village,
                ["region"] = township.Village,
                ["parent"] = township.Code,
                ["code"] = township.Village,
                ["assigneeId"] = clerk.Id,
                ["photoIds"] = new JsonArray(),
                ["lat"] = 39.9,
                ["lng"] = 116.4,
                ["from"] = "2026-01-01",
                ["to"] = "2026-12-31",
            };
            client = MakeClient(TimeSpan.FromMinutes(1));
            // The server hangs up on a body it will not take; nobody else may have been using that line.
            lonely = MakeClient(TimeSpan.Zero);
        }

        public static async Task<Arena> MakeAsync(VillageApp app)
        {
            var township = await app.Given.TownshipAsync();
            var (zhang, clerk) = (await township.VillagerAsync(), await township.ClerkAsync());
            var photo = await app.Given.PhotoAsync(zhang.Client);
            using var answer = await zhang.Client.PostAsJsonAsync("api/complaints",
                new { category = "rubbish", visibility = "publicNamed", description = "垃圾", photoIds = new[] { photo }, location = new { lat = 39.9, lng = 116.4, accuracy = 5 } });
            return new Arena(app, township, (await answer.Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions))!, photo, zhang, clerk);
        }

        private static HttpClient MakeClient(TimeSpan linesLive) => new(new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = linesLive,
        })
        { Timeout = TimeSpan.FromSeconds(30) };

        public void Dispose()
        {
            lonely.Dispose();
            client.Dispose();
            gate.Dispose();
        }

        public async Task<Attacks> AttacksAsync() => new(JsonNode.Parse(await app.Anonymous.GetStringAsync("openapi/v1.json"))!, known, ids);

        public async Task<bool> IsLetInAsync(string role, Door door)
        {
            using var request = new Attack(door, "", Regex.Replace(door.Path, @"\{\w+\}", _ => Guid.NewGuid().ToString()), "{}"u8.ToArray(), "application/json").Request(app.Address);
            if (door.Method is "GET" or "DELETE") request.Content = null;
            tokens.TryRemove(role, out _); // the try before may have signed out
            using var answer = await SendAsync(role, request);
            return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
        }

        /// <summary>What is wrong with the answer, or null.</summary>
        public async Task<string?> FaultOfAsync(string role, Attack attack)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    using var request = attack.Request(app.Address);
                    using var answer = await SendAsync(role, request, attack.What == "too large" || attempt > 1 ? lonely : client);
                    // Somebody, perhaps this very attack a moment ago, signed the role out: once more with a new session.
                    if (answer.StatusCode == HttpStatusCode.Unauthorized && role != "nobody" && attempt == 1 && attack.Header?.Name is not ("Authorization" or "Cookie"))
                    {
                        if (tokens.TryGetValue(role, out var old) && request.Headers.Authorization?.Parameter == old) tokens.TryRemove(KeyValuePair.Create(role, old));
                        continue;
                    }

                    return await FaultOfAsync(answer);
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
                {
                    // The server may hang up on a body it will not take, before the client has sent it all; or between two requests.
                    if (attempt > 1) return attack.What == "too large" && e is HttpRequestException ? null : $"no answer: {e.Message}";
                }
            }
        }

        /// <summary>Bytes that are no HTTP are refused by the server itself, without a body; what reaches the application is answered like the rest.</summary>
        public async Task<string?> FaultOfAsync(string raw)
        {
            using var socket = new TcpClient { ReceiveTimeout = 10_000 };
            await socket.ConnectAsync(IPAddress.Loopback, app.Port);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(raw));
            socket.Client.Shutdown(SocketShutdown.Send);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            using var reader = new StreamReader(stream, Encoding.UTF8);
            string text;
            try
            {
                text = await reader.ReadToEndAsync(patience.Token);
            }
            catch (IOException)
            {
                return null;
            }

            // Half a request may get no answer at all: nobody is there to read it.
            if (text.Length == 0) return null;
            var status = int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            if (status >= 500) return text;
            return status < 400 || text.Contains("Content-Length: 0", StringComparison.Ordinal) || (text.Contains("problem+json", StringComparison.Ordinal) && text.Contains("\"code\"", StringComparison.Ordinal)) ? null : text;
        }

        private static async Task<string?> FaultOfAsync(HttpResponseMessage answer)
        {
            var status = (int)answer.StatusCode;
            if (status is >= 200 and < 300) return null;
            if (status >= 500) return $"{status} {await answer.Content.ReadAsStringAsync()}";
            // The server's own refusal of what is no HTTP; it hangs up after it.
            if (answer.Headers.ConnectionClose == true && answer.Content.Headers.ContentLength == 0 && status is 400 or 414 or 431) return null;
            return await Problem.ReadAsync(answer) is null ? $"{status} is no problem with code and sentence: {answer.Content.Headers.ContentType} {await answer.Content.ReadAsStringAsync()}" : null;
        }

        private async Task<HttpResponseMessage> SendAsync(string role, HttpRequestMessage request, HttpClient? by = null)
        {
            if (role != "nobody" && !request.Headers.Contains("Authorization") && !request.Headers.Contains("Cookie"))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(role));
            return await (by ?? client).SendAsync(request);
        }

        private async Task<string> TokenAsync(string role)
        {
            if (tokens.TryGetValue(role, out var token)) return token;
            await gate.WaitAsync();
            try
            {
                if (tokens.TryGetValue(role, out token)) return token;
                var signedIn = role switch
                {
                    "villager" => (await app.Given.VillagerAsync(township.Village)).Client,
                    "clerk" => (await township.ClerkAsync()).Client,
                    _ => (await app.Given.StaffAsync(Role.Administrator, township.County)).Client,
                };
                return tokens[role] = signedIn.DefaultRequestHeaders.Authorization!.Parameter!;
            }
            finally
            {
                gate.Release();
            }
        }
    }
}
