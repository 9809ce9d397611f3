namespace Engagement.Core.Shared;

/// <summary>One stretch of an office's day, local time, from opening to closing.</summary>
public readonly record struct WorkingSpan(TimeOnly From, TimeOnly To);

/// <summary>
/// The opening hours of every working day, local time. They are data: a county may open at other times.
/// A moment at either edge of a span counts as working time.
/// </summary>
public sealed class WorkingHours
{
    private readonly WorkingSpan[] _spans;

    /// <summary>08:30-12:00 and 13:30-17:30, seven and a half hours.</summary>
    public static WorkingHours Default { get; } = new(
        new WorkingSpan(new TimeOnly(8, 30), new TimeOnly(12, 0)),
        new WorkingSpan(new TimeOnly(13, 30), new TimeOnly(17, 30)));

    /// <param name="spans">One or more stretches, in order, not touching each other, each ending after it begins.</param>
    /// <exception cref="ArgumentException">No span, an empty span, or spans that overlap, touch or are out of order.</exception>
    public WorkingHours(params WorkingSpan[] spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        if (spans.Length == 0)
            throw new ArgumentException("Working hours need at least one span.", nameof(spans));
        for (var i = 0; i < spans.Length; i++)
        {
            if (spans[i].To <= spans[i].From)
                throw new ArgumentException($"Working hours {spans[i]} end before they begin.", nameof(spans));
            if (i > 0 && spans[i].From <= spans[i - 1].To)
                throw new ArgumentException($"Working hours {spans[i]} must begin after {spans[i - 1]} ends.", nameof(spans));
        }
        _spans = [.. spans];
        Length = TimeSpan.FromTicks(_spans.Sum(s => s.To.Ticks - s.From.Ticks));
    }

    public IReadOnlyList<WorkingSpan> Spans => _spans;

    /// <summary>Working time in one working day.</summary>
    public TimeSpan Length { get; }

    public TimeOnly Opening => _spans[0].From;

    public TimeOnly Closing => _spans[^1].To;

    /// <summary>Whether <paramref name="time"/> lies inside a span or on its edge.</summary>
    public bool Contains(TimeOnly time) => _spans.Any(s => s.From <= time && time <= s.To);

    /// <summary>Ticks of working time from opening until <paramref name="time"/>.</summary>
    internal long TicksUntil(TimeOnly time)
    {
        long ticks = 0;
        foreach (var span in _spans)
            ticks += Math.Clamp(time.Ticks - span.From.Ticks, 0, span.To.Ticks - span.From.Ticks);
        return ticks;
    }

    /// <summary>The earliest time of day by which <paramref name="ticks"/> (above 0, at most Length) have been worked.</summary>
    internal TimeOnly TimeAfter(long ticks)
    {
        foreach (var span in _spans)
        {
            var length = span.To.Ticks - span.From.Ticks;
            if (ticks <= length)
                return new TimeOnly(span.From.Ticks + ticks);
            ticks -= length;
        }
        return Closing;
    }

    /// <summary>The next beginning of a span after <paramref name="time"/> on the same day, or null after the last.</summary>
    internal TimeOnly? NextOpening(TimeOnly time)
    {
        foreach (var span in _spans)
            if (time < span.From)
                return span.From;
        return null;
    }
}
