using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Engagement.Jobs;

/// <summary>A row of the timetable as this process runs it.</summary>
public sealed record ScheduledJob(TimetableRow Row, bool Enabled, TimeSpan Every);

/// <summary>Section <c>Jobs</c>: <c>Jobs:Enabled</c> is the switch for all, <c>Jobs:NAME:Enabled</c> for one, <c>Jobs:NAME:Every</c> another
/// pause (<c>00:00:05</c>). The processes of a cluster share their settings.</summary>
public sealed class JobSettings
{
    public const string Section = "Jobs";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromDays(1);

    private JobSettings(bool enabled, IReadOnlyList<ScheduledJob> jobs) => (Enabled, Jobs) = (enabled, jobs);

    /// <summary>False: nothing runs by itself in this process.</summary>
    public bool Enabled { get; }

    public IReadOnlyList<ScheduledJob> Jobs { get; }

    /// <summary>The job when it is known and switched on.</summary>
    public ScheduledJob? Find(string name) => Jobs.FirstOrDefault(x => Enabled && x.Enabled && x.Row.Name == name);

    /// <exception cref="OptionsValidationException">A key or a value is wrong; each sentence names the key.</exception>
    public static JobSettings Read(IConfiguration configuration, IReadOnlyList<TimetableRow>? rows = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        rows ??= Timetable.Rows;
        var faults = new List<string>();
        var section = configuration.GetSection(Section);
        foreach (var unknown in section.GetChildren().Where(x => !Is(x.Key, nameof(Enabled)) && !rows.Any(r => Is(x.Key, r.Name))))
            faults.Add($"{unknown.Path} is neither {Section}:{nameof(Enabled)} nor one of the jobs: {string.Join(", ", rows.Select(x => x.Name))}.");
        var enabled = Switch(section.GetSection(nameof(Enabled)), faults);
        var jobs = rows.Select(x => ReadJob(x, section.GetSection(x.Name), faults)).ToList();
        return faults.Count == 0 ? new JobSettings(enabled, jobs) : throw new OptionsValidationException(Section, typeof(JobSettings), faults);
    }

    private static ScheduledJob ReadJob(TimetableRow row, IConfigurationSection section, List<string> faults)
    {
        if (section.Value is { Length: > 0 }) faults.Add($"{section.Path} takes no value itself: write {section.Path}:{nameof(Enabled)} or {section.Path}:{nameof(row.Every)}.");
        foreach (var unknown in section.GetChildren().Where(x => !Is(x.Key, nameof(Enabled)) && !Is(x.Key, nameof(row.Every))))
            faults.Add($"{unknown.Path} is no setting of a job: there are {nameof(Enabled)} and {nameof(row.Every)}.");
        return new ScheduledJob(row, Switch(section.GetSection(nameof(Enabled)), faults), Pause(section.GetSection(nameof(row.Every)), row.Every, faults));
    }

    private static bool Switch(IConfigurationSection section, List<string> faults)
    {
        if (string.IsNullOrEmpty(section.Value)) return true;
        if (bool.TryParse(section.Value, out var on)) return on;
        faults.Add($"{section.Path} must be true or false.");
        return true;
    }

    private static TimeSpan Pause(IConfigurationSection section, TimeSpan usual, List<string> faults)
    {
        if (string.IsNullOrEmpty(section.Value)) return usual;
        // "5" alone would be five days; whoever writes it means something else.
        if (section.Value.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(section.Value, CultureInfo.InvariantCulture, out var every)
            && every >= Shortest && every <= Longest) return every;
        faults.Add($"{section.Path} must be a pause from 00:00:01 to 1.00:00:00, written hours:minutes:seconds.");
        return usual;
    }

    private static bool Is(string key, string name) => string.Equals(key, name, StringComparison.OrdinalIgnoreCase);
}
