using System.Text.Json;
using Engagement.Core.Data.SharedState;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>
/// WeChat's server interfaces, typed. Nothing throws for what WeChat answers: each call gives a <see cref="WeChatResult{T}"/>. Only
/// cancellation and wrong arguments throw.
/// </summary>
public sealed partial class WeChatClient(
    WeChatTransport transport, WeChatTokenKeeper keeper, DegradingSharedState state, IOptions<WeChatOptions> options, TimeProvider clock)
{
    private WeChatOptions Settings => options.Value;

    private static byte[] Json<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, LenientJson.Options);

    private static WeChatResult<T> Read<T>(WeChatResult<byte[]> answer) => answer.Then<T>(bytes =>
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, LenientJson.Options)!;
        }
        catch (JsonException)
        {
            return WeChatErrors.From(WeChatErrors.OutcomeUnknown, "The answer has not the documented form.");
        }
    });

    /// <summary>A call that carries the access token. A refused token is renewed once; forced only if the very same one came back and is refused again.</summary>
    private async Task<WeChatResult<byte[]>> CallAsync(WeChatApi api, byte[]? json, CancellationToken cancellation, string query = "")
    {
        Task<WeChatResult<byte[]>> TryAsync(WeChatToken token) =>
            transport.CallAsync(api, $"access_token={Uri.EscapeDataString(token.Value)}{query}", json, cancellation);

        var token = await keeper.GetAsync(cancellation);
        if (!token.Succeeded) return token.Error;
        var answer = await TryAsync(token.Value);
        if (answer.Error?.Kind != WeChatErrorKind.TokenRejected) return answer;

        var renewed = await keeper.ReplaceAsync(token.Value, cancellation);
        if (!renewed.Succeeded) return renewed.Error;
        answer = await TryAsync(renewed.Value);
        if (answer.Error?.Kind != WeChatErrorKind.TokenRejected || renewed.Value.Value != token.Value.Value) return answer;

        var forced = await keeper.ForceAsync(renewed.Value, cancellation);
        return forced.Succeeded ? await TryAsync(forced.Value) : answer;
    }
}
