using Engagement.Core.Shared;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Shared;

public sealed class ChinaTimeTests
{
    [Fact]
    public void Today_IsTheDateInChina_EightHoursBeforeUtcTurns()
    {
        ChinaTime.Today(new FixedClock(new DateTimeOffset(2026, 3, 2, 15, 59, 59, TimeSpan.Zero))).ShouldBe(new DateOnly(2026, 3, 2));
        ChinaTime.Today(new FixedClock(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero))).ShouldBe(new DateOnly(2026, 3, 3));
    }

    [Fact]
    public void ToUtc_UndoesToLocal()
    {
        var utc = ChinaTime.ToUtc(new DateOnly(2026, 2, 17), new TimeOnly(3, 0));
        utc.ShouldBe(new DateTime(2026, 2, 16, 19, 0, 0, DateTimeKind.Utc));
        utc.Kind.ShouldBe(DateTimeKind.Utc);
        ChinaTime.ToLocal(utc).ShouldBe(new DateTime(2026, 2, 17, 3, 0, 0));
        ChinaTime.DateOf(utc).ShouldBe(new DateOnly(2026, 2, 17));
    }

    [Fact]
    public void ToLocal_WhenNotUtc_IsRefused() =>
        Should.Throw<ArgumentException>(() => ChinaTime.ToLocal(new DateTime(2026, 2, 17, 3, 0, 0)));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
