namespace Engagement.Core.Photos;

/// <summary>Writes the one EXIF fact a stored photo keeps.</summary>
public static class ExifWriter
{
    /// <summary>A complete EXIF block (little-endian TIFF, without the JPEG prefix) that says nothing but the orientation, 1 to 8.</summary>
    public static byte[] OrientationOnly(int orientation) =>
    [
        (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0,
        1, 0, // one entry: tag 0x0112, type SHORT, count 1, value, padding
        0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0,
        0, 0, 0, 0, // no further directory
    ];
}
