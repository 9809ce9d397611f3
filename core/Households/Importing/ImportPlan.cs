namespace Engagement.Core.Households.Importing;

/// <summary>One thing that would change: what it is called, before and after. Phones are masked.</summary>
public sealed record FieldChange(string Field, string? Old, string? New);

/// <summary>What a file's household means for the register.</summary>
/// <param name="Registered">Null for a new household.</param>
/// <param name="Changes">Empty for a new household and for one that stays as it is.</param>
public sealed record PlannedHousehold(RegisterEntry Entry, RegisteredHousehold? Registered, IReadOnlyList<FieldChange> Changes);

/// <summary>What an import would do, all of it.</summary>
/// <param name="Missing">In the register, not in the file. An import ends nobody: who is gone is moved away by hand.</param>
public sealed record ImportPlan(
    IReadOnlyList<PlannedHousehold> New, IReadOnlyList<PlannedHousehold> Changed, int Unchanged, IReadOnlyList<RegisteredHousehold> Missing, IReadOnlyList<ImportError> Errors);

/// <summary>What the committee sees of a file before anything is written, and of the import after it. Lists are cut, counts are not.</summary>
/// <param name="Hash">SHA-256 of the file, hex: the commit names it.</param>
/// <param name="Rows">Lines with data.</param>
/// <param name="MissingCount">Active households of the region that the file does not have. They stay.</param>
/// <param name="IgnoredColumns">Headings nobody reads here.</param>
public sealed record ImportReport(
    string Hash, bool Committed, int Rows, int HouseholdCount, int NewCount, int ChangedCount, int UnchangedCount, int MissingCount, int ErrorCount,
    IReadOnlyList<ImportNew> New, IReadOnlyList<ImportChanged> Changed, IReadOnlyList<ImportMissing> Missing, IReadOnlyList<ImportError> Errors, IReadOnlyList<string> IgnoredColumns)
{
    public const int MaxListed = 500, MaxErrors = 2000;

    internal static ImportReport Of(string hash, bool committed, RegisterFile file, ImportPlan plan) => new(
        hash, committed, file.Rows, file.Entries.Count, plan.New.Count, plan.Changed.Count, plan.Unchanged, plan.Missing.Count, plan.Errors.Count,
        [.. plan.New.Take(MaxListed).Select(x => new ImportNew(x.Entry.Row, x.Entry.Village, x.Entry.Alley, x.Entry.DoorPlate, x.Entry.Head?.Name, x.Entry.Members.Count))],
        [.. plan.Changed.Take(MaxListed).Select(x => new ImportChanged(x.Entry.Row, x.Registered!.Id, x.Registered.Code, x.Entry.DoorPlate ?? x.Registered.DoorPlate, x.Entry.Head?.Name, x.Changes))],
        [.. plan.Missing.Take(MaxListed).Select(x => new ImportMissing(x.Id, x.Code, x.DoorPlate, x.Head?.Name))],
        [.. plan.Errors.Take(MaxErrors)], file.IgnoredColumns);
}

public sealed record ImportNew(int Row, string Village, string? Alley, string? DoorPlate, string? HeadName, int MemberCount);

public sealed record ImportChanged(int Row, Guid HouseholdId, string Code, string? DoorPlate, string? HeadName, IReadOnlyList<FieldChange> Changes);

public sealed record ImportMissing(Guid HouseholdId, string Code, string? DoorPlate, string? HeadName);
