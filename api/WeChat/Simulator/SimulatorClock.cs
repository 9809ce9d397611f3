namespace Engagement.Api.WeChat.Simulator;

/// <summary>The simulator's own time: the machine's, moved forward at will. Only what is read moves; timers run in real time.</summary>
public sealed class SimulatorClock : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks));

    public void Forward(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _aheadTicks, by.Ticks);
    }
}
