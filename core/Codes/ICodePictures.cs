namespace Engagement.Core.Codes;

/// <summary>A picture to print, with its content type: PNG, JPEG or SVG.</summary>
public sealed record CodePicture(byte[] Bytes, string ContentType)
{
    /// <summary>The type read off the first bytes; text is SVG.</summary>
    public static CodePicture Of(byte[] bytes) => new(bytes, bytes switch
    {
        [0x89, (byte)'P', ..] => "image/png",
        [0xFF, 0xD8, ..] => "image/jpeg",
        _ => "image/svg+xml",
    });
}

/// <summary>The boundary to whoever draws a code: WeChat its own, or we an ordinary QR code.</summary>
public interface ICodePictures
{
    /// <summary>Short lower-case word; part of the key under which a drawn picture is kept.</summary>
    string Variant { get; }

    /// <summary>True when a drawn picture is to be kept as a file: drawing is slow or limited, and its content never changes.</summary>
    bool Keep { get; }

    /// <exception cref="Shared.Unavailable"><see cref="CodeErrors.PictureUnavailable"/>.</exception>
    Task<CodePicture> DrawAsync(string id, CancellationToken cancel);
}
