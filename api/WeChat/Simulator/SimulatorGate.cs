using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>What every simulated interface goes through: faults, body, token, limits.</summary>
internal static class SimulatorGate
{
    private const int MaxBodyBytes = 1024 * 1024;

    public static IEndpointConventionBuilder MapGet(this RouteGroupBuilder group, SimulatedInterface api, Func<SimulatedCall, Task<IResult>> handler) =>
        group.MapMethods(api.Path, [HttpMethods.Get], (RequestDelegate)(http => RunAsync(http, api, handler)));

    public static IEndpointConventionBuilder MapPost(this RouteGroupBuilder group, SimulatedInterface api, Func<SimulatedCall, Task<IResult>> handler) =>
        group.MapMethods(api.Path, [HttpMethods.Post], (RequestDelegate)(http => RunAsync(http, api, handler)));

    private static async Task RunAsync(HttpContext http, SimulatedInterface api, Func<SimulatedCall, Task<IResult>> handler)
    {
        var state = http.RequestServices.GetRequiredService<SimulatorState>();
        state.Rates.Count(api.Path);
        var fault = state.Faults.TakeFor(api.Path);
        if (fault?.LatencyMs > 0) await Task.Delay(fault.LatencyMs, http.RequestAborted);
        if (fault?.Reset == "before")
        {
            http.Abort();
            return;
        }
        var result = fault switch
        {
            { Status: { } status } => Results.Text(fault.Body ?? "", "text/html", statusCode: status),
            { Body: { } body } => Results.Text(body, "application/json"),
            { Errcode: { } errcode } => SimulatedCall.Error(errcode),
            _ => await AnswerAsync(http, state, api, handler),
        };
        if (fault?.Reset == "after")
        {
            http.Abort();
            return;
        }
        await result.ExecuteAsync(http);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, SimulatorState state, SimulatedInterface api, Func<SimulatedCall, Task<IResult>> handler)
    {
        if (api.NeedsToken && state.Tokens.Check(http.Request.Query["access_token"]) is not 0 and var wrong) return SimulatedCall.Error(wrong);
        if (state.Rates.Check(api) is not 0 and var over) return SimulatedCall.Error(over);
        var body = new JsonObject();
        if (HttpMethods.IsPost(http.Request.Method))
        {
            try
            {
                if (await ReadAsync(http) is not { Length: > 0 } text) return SimulatedCall.Error(44002);
                if (JsonNode.Parse(text) is not JsonObject parsed) return SimulatedCall.Error(47001);
                body = parsed;
            }
            catch (JsonException)
            {
                return SimulatedCall.Error(47001);
            }
        }
        return await handler(new SimulatedCall(http, state, body));
    }

    private static async Task<string> ReadAsync(HttpContext http)
    {
        using var copy = new MemoryStream();
        await http.Request.Body.CopyToAsync(copy, http.RequestAborted);
        return copy.Length > MaxBodyBytes ? "" : Encoding.UTF8.GetString(copy.ToArray());
    }
}
