namespace Engagement.Tests.Village;

/// <summary>Real time plus what a test added: the past cannot come back, the future can come early.</summary>
public sealed class TestClock : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}
