using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QRCoder;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>Mini-program codes and links.</summary>
internal static partial class CodeInterfaces
{
    private const int MinPictureBytes = 1100;

    public static void MapCodeInterfaces(this RouteGroupBuilder group)
    {
        group.MapPost(SimulatedInterface.Code, CodeAsync);
        group.MapPost(SimulatedInterface.Link, LinkAsync);
    }

    private static Task<IResult> CodeAsync(SimulatedCall call)
    {
        var scene = call.Text("scene") ?? "";
        var page = call.Text("page") ?? "";
        if (scene.Length is 0 or > 32) return Task.FromResult(SimulatedCall.Error(40169));
        if (!SceneForm().IsMatch(scene)) return Task.FromResult(SimulatedCall.Error(40129));
        if (page.StartsWith('/') || page.Contains('?') || page.StartsWith(MessageInterfaces.UnreleasedPages, StringComparison.Ordinal) && call.Text("check_path") != "false")
            return Task.FromResult(SimulatedCall.Error(41030));
        if (call.Number("width") is < 280 or > 1280) return Task.FromResult(SimulatedCall.Error(40097, "invalid args"));
        return Task.FromResult(Results.Bytes(Picture($"wxa://{page}?scene={scene}"), "image/png"));
    }

    private static Task<IResult> LinkAsync(SimulatedCall call)
    {
        var path = call.Text("path") ?? "";
        var query = call.Text("query") ?? "";
        if (path.StartsWith('/') || path.StartsWith(MessageInterfaces.UnreleasedPages, StringComparison.Ordinal)) return Task.FromResult(SimulatedCall.Error(40165));
        if (query.Length > 1024 || query.Any(c => c is <= ' ' or > '~')) return Task.FromResult(SimulatedCall.Error(40212));
        if (call.Text("env_version") is not (null or "release" or "trial" or "develop")) return Task.FromResult(SimulatedCall.Error(85402));
        if (call.Number("expire_type") == 1 && call.Number("expire_interval") is not (>= 1 and <= 30)) return Task.FromResult(SimulatedCall.Error(85401));
        var ticket = Convert.ToBase64String(RandomNumberGenerator.GetBytes(9)).Replace('+', 'a').Replace('/', 'b');
        return Task.FromResult(SimulatedCall.Ok(new JsonObject { ["url_link"] = $"https://wxaurl.cn/{ticket}" }));
    }

    private static byte[] Picture(string content)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        using var code = new PngByteQRCode(data);
        return Padded(code.GetGraphic(12));
    }

    // Clients that know WeChat take a picture below one kilobyte for an error; a text chunk before the end brings it over.
    private static byte[] Padded(byte[] png)
    {
        if (png.Length >= MinPictureBytes) return png;
        const int endChunk = 12;
        var text = Encoding.ASCII.GetBytes("tEXtComment\0" + new string(' ', MinPictureBytes - png.Length));
        var chunk = new byte[4 + text.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, text.Length - 4);
        text.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + text.Length), Crc(text));
        return [.. png[..^endChunk], .. chunk, .. png[^endChunk..]];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    [GeneratedRegex(@"\A[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}\z")]
    private static partial Regex SceneForm();
}
