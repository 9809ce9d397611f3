using Engagement.Api.Hosting;
using Engagement.Core.Codes;
using Engagement.Core.WeChat;

namespace Engagement.Api.Codes;

/// <summary>An ordinary QR code that leads any camera to <c>PublicBaseUrl/c/ID</c>.</summary>
/// <param name="publicBaseUrl">Under which the outside world finds this server, such as <c>https://village.example.cn</c>.</param>
public sealed class PlainCodePictures(string publicBaseUrl) : ICodePictures
{
    public string Variant => "plain";

    /// <summary>Drawn anew each time: it costs nothing, and the address may change.</summary>
    public bool Keep => false;

    public Task<CodePicture> DrawAsync(string id, CancellationToken cancel) =>
        Task.FromResult(new CodePicture(Qr.SvgBytes($"{publicBaseUrl.TrimEnd('/')}/c/{id}"), "image/svg+xml"));
}

public static class CodePictureServices
{
    private const string WeChatWord = "wechat", PlainWord = "plain";

    /// <summary>Chooses who draws: <c>Codes:Pictures</c> is <c>wechat</c> or <c>plain</c>; by default WeChat's codes unless WeChat is simulated.</summary>
    /// <exception cref="SettingsException">A wrong word, or no address for ordinary codes outside Development.</exception>
    public static IServiceCollection AddCodePictures(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var word = configuration["Codes:Pictures"] ?? (configuration.GetValue<bool>("WeChat:Simulator") ? PlainWord : WeChatWord);
        if (word is not (WeChatWord or PlainWord)) throw new SettingsException($"Codes:Pictures must be {WeChatWord} or {PlainWord}.");
        var address = configuration["PublicBaseUrl"] ?? "";
        if (address.Length == 0 && environment.IsDevelopment()) address = (configuration["urls"] ?? "http://localhost:5080").Split(';')[0];
        if (word == PlainWord && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new SettingsException("PublicBaseUrl must be the address of this server as phones reach it, such as https://village.example.cn.");
        return word == WeChatWord ? services.AddScoped<ICodePictures>(x => x.GetRequiredService<WeChatCodePictures>())
            : services.AddSingleton<ICodePictures>(new PlainCodePictures(address));
    }
}
