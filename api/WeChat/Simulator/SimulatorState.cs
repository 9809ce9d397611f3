using Engagement.Core.WeChat;
using Microsoft.Extensions.Options;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>All the simulator knows, in memory, with its own clock. A restart forgets it.</summary>
public sealed class SimulatorState : IDisposable
{
    public SimulatorState(IOptions<WeChatOptions> app, IOptions<SimulatorOptions> options)
    {
        App = app.Value;
        Options = options.Value;
        Tokens = new SimulatorTokens(Clock);
        People = new SimulatorPeople(Options, Clock);
        Messages = new SimulatorMessages(Options, Clock);
        Rates = new SimulatorRates(Clock);
        Pushes = new SimulatorPushes(Options, App, Clock);
    }

    /// <summary>The one mini-program that exists here.</summary>
    public WeChatOptions App { get; }

    public SimulatorOptions Options { get; }

    public SimulatorClock Clock { get; } = new();

    public SimulatorFaults Faults { get; } = new();

    public SimulatorTokens Tokens { get; }

    public SimulatorPeople People { get; }

    public SimulatorMessages Messages { get; }

    public SimulatorRates Rates { get; }

    public SimulatorPushes Pushes { get; }

    public void Dispose() => Pushes.Dispose();
}
