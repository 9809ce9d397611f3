using Engagement.Api.Cases;
using Engagement.Api.Hosting;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;

namespace Engagement.Api.Pledges;

/// <summary>A signature drawn in the mini-program under the text that was shown. <c>householdId</c>: left out for one's own household; a proxy names it. <c>term</c>: left out for the running term. <c>textHash</c>: of the text as shown; another text in force is refused. <c>signaturePhotoId</c>: the drawn signature, uploaded as a photo.</summary>
public sealed record SignRequest(
    Guid? HouseholdId, [property: AtMost(PledgeTerm.CodeMaxLength)] string? Term, [property: Needed(PledgeText.HashLength)] string TextHash, [property: Given] Guid? SignaturePhotoId)
{
    internal PledgeSignature ToSignature() => new(HouseholdId, Term, TextHash, SignaturePhotoId!.Value);
}

/// <summary>A sheet signed on paper. <c>signedBy</c>: the adult member who signed. <c>signedOn</c>: the day on the sheet.</summary>
public sealed record PaperPledgeRequest(
    [property: Given] Guid? HouseholdId, [property: AtMost(PledgeTerm.CodeMaxLength)] string? Term, [property: Given] Guid? SignedBy, [property: Given] DateOnly? SignedOn,
    [property: Items(1, Pledge.MaxSheets)] IReadOnlyList<Guid> SheetPhotoIds)
{
    internal PaperPledge ToSheet() => new(HouseholdId!.Value, Term, SignedBy!.Value, SignedOn!.Value, SheetPhotoIds);
}

public sealed record PledgeReceipt(Guid Id, Guid HouseholdId, string Term, DateTime SignedAt, DateTime EndsAt, string VerifyCode, int Version)
{
    internal static PledgeReceipt Of(Pledge x) => new(x.Id, x.HouseholdId, x.TermCode, x.SignedAt, x.EndsAt, x.VerifyCode, x.Version);
}

public sealed record WithdrawPledgeRequest([property: Given] int? Version, [property: Needed(Pledge.ReasonMaxLength)] string Reason);

/// <summary>What a household answers for. <c>version</c>: of the description that was shown; left out when there was none. <c>photoId</c>: a fresh upload; left out, the picture there is stays. <c>corners</c>: WGS-84 or, where said, GCJ-02 corners of the outline, three or more; left out for none.</summary>
public sealed record FrontageRequest(
    int? Version, [property: Needed(Frontage.WordsMaxLength)] string Boundary, Guid? PhotoId, [property: Items(0, Frontage.MaxCorners + 1)] IReadOnlyList<Location>? Corners)
{
    internal IReadOnlyList<Position>? ToCorners() => Corners is { Count: > 0 } ? [.. Corners.Select(x => x.ToWgs84())] : null;
}

public sealed record PledgeListRequest(
    [property: Needed(Core.Regions.Region.CodeMaxLength)] string? Village, Choice<PledgeListing>? Show, [property: AtMost(PledgeTerm.CodeMaxLength)] string? Term, Guid? Alley,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

/// <summary>The words of a place. What is left out is taken from the wider place.</summary>
public sealed record WordingRequest
{
    [Needed(Region.CodeMaxLength)]
    public string RegionCode { get; init; } = "";

    [AtMost(PledgeTemplate.TitleMaxLength)]
    public string? Title { get; init; }

    [AtMost(PledgeTemplate.GuaranteeMaxLength)]
    public string? Cleanliness { get; init; }

    [AtMost(PledgeTemplate.GuaranteeMaxLength)]
    public string? Order { get; init; }

    [AtMost(PledgeTemplate.GuaranteeMaxLength)]
    public string? Greening { get; init; }

    [Items(0, PledgeTemplate.MaxAdditions)]
    public IReadOnlyList<string>? Additions { get; init; }
    public PledgeTermKind? Term { get; init; }

    internal PledgeWording ToWording() => new(Said(Title), Said(Cleanliness), Said(Order), Said(Greening), [.. (Additions ?? []).Select(Said).OfType<string>()
        .Select(x => x.Length <= PledgeTemplate.AdditionMaxLength ? x : throw new Core.Shared.InvalidInput("additions", $"每条补充不能超过 {PledgeTemplate.AdditionMaxLength} 个字。"))]);

    /// <summary>One line: a guarantee is a sentence, and the hash is over lines.</summary>
    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>A published wording.</summary>
public sealed record TemplateView(
    Guid Id, string RegionCode, int Number, string? Title, string? Cleanliness, string? Order, string? Greening, IReadOnlyList<string> Additions, PledgeTermKind? Term, DateTime PublishedAt)
{
    internal static TemplateView Of(PledgeTemplate x) => new(x.Id, x.RegionCode, x.Number, x.Title, x.Cleanliness, x.Order, x.Greening, x.Additions, x.Term, x.PublishedAt);
}

/// <summary>What a place has: its own wordings, newest first, and the layers in force there, widest first.</summary>
public sealed record TemplateOverview(string RegionCode, PledgeTermKind Term, IReadOnlyList<TemplateView> InForce, IReadOnlyList<TemplateView> History);

public sealed record TextPreview(string Title, string Body, string Hash)
{
    internal static TextPreview Of(PledgeText x) => new(x.Title, x.Body, x.Hash);
}
