namespace Engagement.Core.Regions;

/// <summary>One thing wrong with a region file: a stable code and the sentence its sender reads.</summary>
/// <param name="Code">Stable, e.g. <c>region_csv.duplicate_code</c>.</param>
/// <param name="Sentence">One Chinese sentence.</param>
public readonly record struct RegionProblem(string Code, string Sentence);

/// <summary>Every "no" about regions, with its stable code and its sentence.</summary>
public static class RegionErrors
{
    public const int MaxNameLength = 64;

    public static RegionProblem WrongEncoding { get; } =
        new("region_csv.wrong_encoding", "这一行不是 UTF-8 编码（可能是 GBK），请把文件另存为 UTF-8 后再导入。");

    public static RegionProblem MissingHeader { get; } =
        new("region_csv.missing_header", "缺少表头，第一行应为 code,name,level,parent。");

    public static RegionProblem WrongHeader { get; } =
        new("region_csv.wrong_header", "表头不对，第一行应为 code,name,level,parent。");

    public static RegionProblem NoRows { get; } = new("region_csv.no_rows", "文件里没有任何区划。");

    public static RegionProblem BrokenQuotes { get; } =
        new("region_csv.broken_quotes", "引号不成对，或引号后面还有多余的字；含引号的内容要整个用双引号括起来。");

    public static RegionProblem ColumnCount(int count) =>
        new("region_csv.column_count", $"应有 4 列（code,name,level,parent），这一行有 {count} 列。");

    public static RegionProblem CodeNotDigits { get; } =
        new("region_csv.code_not_digits", "区划代码只能由数字 0-9 组成，且不能为空。");

    public static RegionProblem CodeLength(int length) =>
        new("region_csv.code_length", $"区划代码应为 2、4、6、9 或 12 位，这里是 {length} 位。");

    public static RegionProblem DuplicateCode(string code, int firstLine) =>
        new("region_csv.duplicate_code", $"区划代码 {code} 重复，第 {firstLine} 行已经有了。");

    public static RegionProblem EmptyName { get; } = new("region_csv.empty_name", "名称不能为空。");

    public static RegionProblem NameTooLong(int length) =>
        new("region_csv.name_too_long", $"名称最多 {MaxNameLength} 个字，这里有 {length} 个。");

    public static RegionProblem NameControlCharacter { get; } =
        new("region_csv.name_control_character", "名称里有看不见的控制字符。");

    public static RegionProblem UnknownLevel { get; } =
        new("region_csv.unknown_level", "级别应为 province、city、county、township 或 village。");

    public static RegionProblem LevelMismatch(int codeLength, RegionLevel expected) =>
        new("region_csv.level_mismatch",
            $"{codeLength} 位代码属于{expected.ChineseName()}级，级别应为 {expected.ToString().ToLowerInvariant()}。");

    public static RegionProblem ParentNotEmpty { get; } =
        new("region_csv.parent_not_prefix", "省级没有上级，parent 应为空。");

    public static RegionProblem ParentNotPrefix(string expected) =>
        new("region_csv.parent_not_prefix", $"上级代码应是本代码的前几位：{expected}。");

    public static RegionProblem UnknownParent(string parent) =>
        new("region_csv.unknown_parent", $"上级 {parent} 不在文件里，系统里也没有。");
}
