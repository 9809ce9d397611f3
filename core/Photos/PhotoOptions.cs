using System.ComponentModel.DataAnnotations;

namespace Engagement.Core.Photos;

/// <summary>Settings under <c>Photos</c>.</summary>
public sealed record PhotoOptions
{
    /// <summary>Folder that holds the photos; relative to the working directory unless absolute. Created when missing.</summary>
    [Required]
    public string Folder { get; init; } = "data/photos";
}
