namespace Engagement.Api.Hosting;

/// <summary>Refuses paths and queries with NUL in them before anything reads them: PostgreSQL would throw where SQLite would search.</summary>
public static class CleanQuery
{
    public static Task Refuse(HttpContext http, Func<Task> next)
    {
        if (!Json.IsClean(http.Request.Path.Value) || http.Request.Query.Any(x => !Json.IsClean(x.Key) || x.Value.Any(v => !Json.IsClean(v))))
            return Problems.Of(StatusCodes.Status400BadRequest, "bad_request", "地址中含有无效字符。").ExecuteAsync(http);
        return next();
    }
}
