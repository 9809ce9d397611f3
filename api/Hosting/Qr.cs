using System.Text;
using QRCoder;

namespace Engagement.Api.Hosting;

/// <summary>Ordinary QR codes.</summary>
public static class Qr
{
    /// <summary>A square SVG without a size of its own; its frame decides.</summary>
    public static string Svg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(1, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    public static byte[] SvgBytes(string text) => Encoding.UTF8.GetBytes(Svg(text));
}
