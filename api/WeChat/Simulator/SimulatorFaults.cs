namespace Engagement.Api.WeChat.Simulator;

/// <summary>A fault to inject into the next calls.</summary>
/// <param name="Path">Interface such as <c>/wxa/msg_sec_check</c>; null for any.</param>
/// <param name="Count">How many calls it meets.</param>
/// <param name="Errcode">Answer this code instead of working.</param>
/// <param name="Status">Answer this HTTP status instead of working.</param>
/// <param name="Body">Answer this text instead of working.</param>
/// <param name="LatencyMs">Wait so long first; alone, the call then works as usual.</param>
/// <param name="Reset"><c>before</c>: break the connection without working; <c>after</c>: work, then break it.</param>
public sealed record SimulatorFault(
    string? Path = null, int Count = 1, int? Errcode = null, int? Status = null, string? Body = null, int LatencyMs = 0, string? Reset = null);

/// <summary>The faults that wait for their calls, oldest first.</summary>
public sealed class SimulatorFaults
{
    private readonly Lock _gate = new();
    private readonly List<(SimulatorFault Fault, int Left)> _waiting = [];

    public void Add(SimulatorFault fault)
    {
        lock (_gate) _waiting.Add((fault, fault.Count));
    }

    public void Clear()
    {
        lock (_gate) _waiting.Clear();
    }

    public SimulatorFault? TakeFor(string path)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(w => w.Fault.Path is null || w.Fault.Path == path);
            if (index < 0) return null;
            var (fault, left) = _waiting[index];
            if (left <= 1) _waiting.RemoveAt(index);
            else _waiting[index] = (fault, left - 1);
            return fault;
        }
    }
}
