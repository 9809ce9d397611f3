namespace Engagement.Core.Cases.Deadlines;

/// <summary>What a category gets when nobody has laid down anything else: the tiers of Beijing's 12345 hotline, and the five working days of the
/// inspection regulations for findings (五日整改).</summary>
public static class DeadlineTiers
{
    /// <summary>Stands for a category in the deadlines of findings.</summary>
    public const string Finding = "finding";

    private static readonly TimeAllowance Accept = new(2, DeadlineUnit.WorkingHours);

    public static DeadlinePolicy ForFindings { get; } = new(Accept, new TimeAllowance(5, DeadlineUnit.WorkingDays));

    public static DeadlinePolicy Of(CasePriority priority) => priority switch
    {
        CasePriority.Danger => new(new TimeAllowance(2, DeadlineUnit.ClockHours), new TimeAllowance(2, DeadlineUnit.ClockHours)),
        CasePriority.Utilities => new(new TimeAllowance(2, DeadlineUnit.ClockHours), new TimeAllowance(24, DeadlineUnit.ClockHours)),
        CasePriority.Hard => new(Accept, new TimeAllowance(15, DeadlineUnit.WorkingDays)),
        _ => new(Accept, new TimeAllowance(7, DeadlineUnit.WorkingDays)),
    };
}
