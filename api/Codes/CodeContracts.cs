using Engagement.Api.Hosting;
using Engagement.Core.Codes;
using Engagement.Core.Regions;

namespace Engagement.Api.Codes;

/// <summary>What a scanned code leads to; no personal data, as anybody may ask. The target is the thing's id, null for a sticker that is not assigned
/// yet; the name is what the thing is called where that is public, else null.</summary>
public sealed record CodeTarget(string Id, CodeKind Kind, string? Target, string RegionCode, string RegionName, string? Name)
{
    /// <summary>The table from kind to public name. Households have none: who lives where is nobody's business.</summary>
    public static CodeTarget Of(CodeView code) =>
        new(code.Id, code.Kind, code.Target, code.RegionCode, code.RegionName, code.Kind == CodeKind.Village ? code.RegionName : null);
}

/// <summary>New codes: one for a target, or up to 500 stickers to be assigned later.</summary>
public sealed record CodeCreationRequest
{
    [Given]
    public CodeKind? Kind { get; init; }

    [Needed(Region.CodeMaxLength)]
    public string RegionCode { get; init; } = "";

    [AtMost(Code.OwnerIdMaxLength)]
    public string? Target { get; init; }

    /// <summary>1 when left out.</summary>
    [Between(1, CodeService.MaxBatch)]
    public int? Count { get; init; }
}

public sealed record CodeAssignmentRequest([property: Needed(Code.OwnerIdMaxLength)] string Target);

/// <summary>Which codes to list: everything under the region; retired ones only when asked for.</summary>
public sealed record CodeListRequest(
    [property: Needed(Core.Regions.Region.CodeMaxLength)] string? Region, Choice<CodeKind>? Kind, bool? Retired,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After)
{
    internal CodeFilter ToFilter() => new(Region!, Kind?.Value, Retired ?? false);
}
