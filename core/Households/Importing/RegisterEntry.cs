namespace Engagement.Core.Households.Importing;

/// <summary>A household as the file tells it. What is null the file does not say, and the register keeps what it has.</summary>
public sealed class RegisterEntry(int row, string village)
{
    /// <summary>The file's line, from 1.</summary>
    public int Row { get; } = row;
    public string Village { get; } = village;
    public string? Code { get; init; }
    public string? Alley { get; init; }
    public string? DoorPlate { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public int? WalkingOrder { get; init; }
    public List<RegisterMember> Members { get; } = [];
    public RegisterMember? Head => Members.Find(x => x.IsHead);
}

/// <summary>A person as the file tells it.</summary>
/// <param name="IsAdult">Null when the file does not say.</param>
public sealed record RegisterMember(int Row, string Name, bool IsHead, bool? IsAdult, string? Relation, string? Phone);

/// <summary>What is wrong in which line of the file.</summary>
/// <param name="Row">As the spreadsheet shows it; 0 for the file as a whole.</param>
public sealed record ImportError(int Row, string Message);

/// <summary>Everything a file says, and everything that is wrong with it.</summary>
/// <param name="Rows">Lines with data.</param>
public sealed record RegisterFile(IReadOnlyList<RegisterEntry> Entries, IReadOnlyList<ImportError> Errors, int Rows, IReadOnlyList<string> IgnoredColumns);
