using System.Diagnostics;

namespace Engagement.Benchmarks;

/// <summary>How often and how fast something was done.</summary>
/// <param name="PerSecond">Throughput of all callers together.</param>
/// <param name="MedianMilliseconds">Time of one call.</param>
/// <param name="CpuMilliseconds">Processor time of this process per call; what a database server or the executable uses is not in it.</param>
/// <param name="Count">Calls that ended inside the measurement.</param>
public sealed record Measured(double PerSecond, double MedianMilliseconds, double CpuMilliseconds, int Count);

/// <summary>Callers who each do one thing after the other, without pause, for a while.</summary>
public static class Load
{
    public const int Callers = 16;

    /// <summary>Runs <paramref name="call"/> with <see cref="Callers"/> callers at once; each gets its number.</summary>
    public static async Task<Measured> RunAsync(TimeSpan duration, Func<int, Task> call)
    {
        var clock = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var times = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            List<double> mine = [];
            while (clock.Elapsed < duration)
            {
                var start = Stopwatch.GetTimestamp();
                await call(caller);
                mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return mine;
        })));
        var elapsed = clock.Elapsed.TotalSeconds;
        var all = times.SelectMany(x => x).ToList();
        return new Measured(all.Count / elapsed, Median(all), (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / all.Count, all.Count);
    }

    /// <summary>The middle value; of an even number the upper of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }
}
