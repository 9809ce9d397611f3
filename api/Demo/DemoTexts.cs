using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engagement.Api.Demo;

/// <summary>What people write about one category.</summary>
/// <param name="Weight">How often it is reported, against the others.</param>
/// <param name="Scene">The picture that shows it; null where none fits.</param>
/// <param name="Descriptions">With {place} and {since}.</param>
/// <param name="Resolved">What the office writes when it is done.</param>
/// <param name="Months">The months in which it happens; null for all year.</param>
public sealed record DemoCategory(
    int Weight, DemoScene? Scene, IReadOnlyList<string> Descriptions, IReadOnlyList<string> Resolved, IReadOnlyList<int>? Months);

/// <summary>The phrase book of the demo village: demo-texts.json.</summary>
public sealed record DemoTexts(
    IReadOnlyList<string> Places, IReadOnlyList<string> Since, IReadOnlyDictionary<string, DemoCategory> Categories,
    IReadOnlyList<string?> AcceptNotes, IReadOnlyList<string?> AssignNotes, IReadOnlyList<string?> StartNotes, IReadOnlyList<string> Notes,
    IReadOnlyList<string> RejectReasons, IReadOnlyList<string> WithdrawReasons, IReadOnlyList<string> CloseReasons,
    IReadOnlyList<string?> MergeReasons, IReadOnlyList<string?> Urges, IReadOnlyList<string> Additions, IReadOnlyList<string> ReopenReasons,
    IReadOnlyList<string> CommentsBad, IReadOnlyList<string?> Comments3, IReadOnlyList<string?> Comments4, IReadOnlyList<string?> Comments5,
    IReadOnlyList<string> PauseReasons, IReadOnlyList<string> ExtensionReasons, IReadOnlyList<string> DeferralPlans, IReadOnlyList<string> ReturnReasons,
    string Surnames)
{
    public static DemoTexts Load()
    {
        using var stream = typeof(DemoTexts).Assembly.GetManifestResourceStream("Engagement.Api.Demo.demo-texts.json")!;
        return JsonSerializer.Deserialize<DemoTexts>(stream, Options)!;
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
}
