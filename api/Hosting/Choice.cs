using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Engagement.Api.Hosting;

/// <summary>One word of an enum in a query, in the camelCase of the rest of the API. The framework's own binding wants the C# spelling and takes numbers.</summary>
public readonly record struct Choice<T>(T Value) where T : struct, Enum
{
    private static readonly Dictionary<string, T> Words =
        Enum.GetValues<T>().ToDictionary(x => JsonNamingPolicy.CamelCase.ConvertName(x.ToString()), StringComparer.Ordinal);

    /// <summary>All words, for the API's description.</summary>
    public static IReadOnlyCollection<string> All => Words.Keys;

    [SuppressMessage("Naming", "CA1725", Justification = "The binder looks for this signature.")]
    public static bool TryParse(string? text, out Choice<T> choice)
    {
        var known = Words.TryGetValue(text ?? "", out var value);
        choice = new Choice<T>(value);
        return known;
    }

    public static implicit operator T(Choice<T> choice) => choice.Value;
}
