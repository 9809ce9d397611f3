using Engagement.Core.Shared;
using Microsoft.Net.Http.Headers;

namespace Engagement.Api.Hosting;

/// <summary>Refuses what nothing behind could read, before anything tries: NUL in paths and queries, for which PostgreSQL would throw where
/// SQLite would search, and bodies in a charset other than UTF-8, the only one JSON has (RFC 8259 §8.1).</summary>
public static class CleanQuery
{
    public static Task Refuse(HttpContext http, Func<Task> next)
    {
        if (!CleanText.IsClean(http.Request.Path.Value) || http.Request.Query.Any(x => !CleanText.IsClean(x.Key) || x.Value.Any(v => !CleanText.IsClean(v))))
            return Problems.Of(StatusCodes.Status400BadRequest, "bad_request", "地址中含有无效字符。").ExecuteAsync(http);
        if (MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.Charset.HasValue
            && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_type", "只支持 UTF-8 编码的内容。").ExecuteAsync(http);
        return next();
    }
}
