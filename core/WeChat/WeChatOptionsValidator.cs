using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>Stops the start with sentences that name the wrong key. Values are never repeated: two of them are secrets.</summary>
public sealed partial class WeChatOptionsValidator(IHostEnvironment environment) : IValidateOptions<WeChatOptions>
{
    public ValidateOptionsResult Validate(string? name, WeChatOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(WeChatOptions options)
    {
        if (options.Simulator && environment.IsProduction())
            yield return "WeChat:Simulator must be false in Production: the simulator lets anybody sign in as anybody.";
        if (!AppIdForm().IsMatch(options.AppId))
            yield return "WeChat:AppId must be the mini-program's id: 'wx' and 16 letters or digits.";
        if (options.AppSecret.Length < 16 || options.AppSecret.Any(char.IsWhiteSpace))
            yield return "WeChat:AppSecret must be the mini-program's secret (32 characters).";
        if (!Uri.TryCreate(options.ApiBase, UriKind.Absolute, out var api) || (api.Scheme != Uri.UriSchemeHttps && !(api.Scheme == Uri.UriSchemeHttp && api.IsLoopback)))
            yield return "WeChat:ApiBase must be an absolute https address, such as https://api.weixin.qq.com (http only on this machine).";
        else if (api.Query.Length > 0 || api.Fragment.Length > 0)
            yield return "WeChat:ApiBase must have neither a query nor a fragment.";
        if (!TokenForm().IsMatch(options.PushToken))
            yield return "WeChat:PushToken must be 3 to 32 letters and digits, the same as in WeChat's console.";
        if (!KeyForm().IsMatch(options.EncodingAesKey))
            yield return "WeChat:EncodingAesKey must be the 43 letters and digits from WeChat's console.";
        if (options.Release is not ("formal" or "trial" or "developer"))
            yield return "WeChat:Release must be formal, trial or developer.";
        if (options.AttemptTimeout <= TimeSpan.Zero || options.AttemptTimeout > TimeSpan.FromMinutes(1))
            yield return "WeChat:AttemptTimeout must be more than zero and at most one minute.";
        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > TimeSpan.FromSeconds(5))
            yield return "WeChat:RetryDelay must be between zero and five seconds.";
    }

    [GeneratedRegex(@"\Awx[0-9a-zA-Z]{16}\z")]
    private static partial Regex AppIdForm();

    [GeneratedRegex(@"\A[0-9a-zA-Z]{3,32}\z")]
    private static partial Regex TokenForm();

    [GeneratedRegex(@"\A[0-9a-zA-Z]{43}\z")]
    private static partial Regex KeyForm();
}
