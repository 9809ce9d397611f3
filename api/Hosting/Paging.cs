using System.ComponentModel;

namespace Engagement.Api.Hosting;

/// <summary>Which page of a list.</summary>
public sealed record Paging
{
    public const int DefaultLimit = 20, MaxLimit = 200;

    /// <summary>Rows per page, 1 to 200; 20 when left out.</summary>
    [Description("Rows per page, 1 to 200; 20 when left out.")]
    [Between(1, MaxLimit)]
    public int? Limit { get; init; }

    /// <summary>The <c>next</c> of the page before.</summary>
    [Description("The next of the page before.")]
    [AtMost(400)]
    public string? After { get; init; }

    internal int Size => Limit ?? DefaultLimit;
}
