namespace Engagement.Core.Posts;

/// <summary>What posts are called.</summary>
public static class PostNames
{
    public static string Of(DutyPostKind kind) => kind switch
    {
        DutyPostKind.AlleyChief => "胡同长",
        DutyPostKind.GridOfficer => "网格员",
        DutyPostKind.EnvironmentSupervisor => "环境监督员",
        DutyPostKind.Cleaner => "保洁员",
        _ => "党员联系户",
    };

    /// <summary>东街 + 胡同长, cut to what a title may hold.</summary>
    public static string Of(DutyPostKind kind, string? alley)
    {
        var word = Of(kind);
        return Shared.CleanText.Cut(alley, DutyPost.TitleMaxLength - word.Length) + word;
    }
}
