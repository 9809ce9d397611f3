using System.Text.Json;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engagement.Api.Hosting;

/// <summary>Every "no" as problem+json (RFC 9457) with a stable code and a sentence for the user.</summary>
public static class Problems
{
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddSingleton<IProblemDetailsWriter, Writer>()
        .AddProblemDetails()
        .AddExceptionHandler<RefusalHandler>()
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

    /// <summary>A rule's or sign-in's no, for handlers that answer themselves.</summary>
    public static IResult Of(int status, string code, string sentence) =>
        TypedResults.Problem(statusCode: status, detail: sentence, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem is HttpValidationProblemDetails validation)
        {
            validation.Errors = validation.Errors.ToDictionary(x => CamelCasePath(x.Key), x => x.Value);
            problem.Detail = validation.Errors.SelectMany(x => x.Value).FirstOrDefault();
            problem.Extensions["code"] = "invalid";
        }

        var status = problem.Status ?? context.HttpContext.Response.StatusCode;
        var (code, sentence) = Defaults(status);
        problem.Extensions.TryAdd("code", code);
        problem.Detail ??= sentence;
    }

    private static (string Code, string Sentence) Defaults(int status) => status switch
    {
        400 => ("bad_request", "请求格式不正确。"),
        401 => ("auth.required", "请先登录，或登录已过期。"),
        403 => ("not_allowed", "您没有此项权限。"),
        404 => ("not_found", "没有找到，或您无权查看。"),
        405 => ("method_not_allowed", "不支持这种操作。"),
        409 => ("conflict", "当前状态下不能这样操作。"),
        410 => ("gone", "该内容已失效。"),
        413 => ("too_large", "内容过大。"),
        412 => ("precondition_failed", "内容已变化，请刷新后再试。"),
        414 => ("address_too_long", "地址过长。"),
        415 => ("unsupported_type", "不支持这种内容格式。"),
        429 => ("too_many_requests", "操作太频繁，请稍后再试。"),
        503 => ("unavailable", "服务暂时不可用，请稍后再试。"),
        _ => ("error", "系统出错了，已记录，请稍后再试。"),
    };

    private static string CamelCasePath(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary>Writes problem+json whatever the caller says it accepts: the framework's own writer would send an empty body to an &lt;img&gt;.</summary>
    private sealed class Writer(IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            var http = context.HttpContext;
            context.ProblemDetails.Status ??= http.Response.StatusCode;
            Complete(context);
            if (HttpMethods.IsHead(http.Request.Method)) return;
            await http.Response.WriteAsJsonAsync(context.ProblemDetails, context.ProblemDetails.GetType(), json.Value.SerializerOptions, "application/problem+json");
        }
    }

    /// <summary>Turns the refusals that core throws into their status. Anything else is a fault and stays a 500.</summary>
    private sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            ProblemDetails? problem = exception switch
            {
                RuleViolation e => Problem(StatusCodes.Status409Conflict, e.Code, e.Message),
                NotAllowed e => Problem(StatusCodes.Status403Forbidden, e.Code, e.Message),
                InvalidInput e => new HttpValidationProblemDetails(new Dictionary<string, string[]> { [e.Field] = [e.Message] }) { Status = StatusCodes.Status400BadRequest },
                PhotoRefused { Reason: PhotoRefusal.TooLarge } => Problem(StatusCodes.Status413PayloadTooLarge, "photo.too_large", "照片不能超过 10 MB。"),
                PhotoRefused { Reason: PhotoRefusal.Damaged } => Problem(StatusCodes.Status415UnsupportedMediaType, "photo.damaged", "照片已损坏，请重新拍摄或选择。"),
                PhotoRefused => Problem(StatusCodes.Status415UnsupportedMediaType, "photo.not_a_photo", "只能上传 JPEG、PNG 或 WebP 静态照片。"),
                VillagerLoginFailed { Reason: VillagerLoginFailure.BadCode } => Problem(StatusCodes.Status401Unauthorized, "auth.bad_code", "微信登录凭证已失效，请重新进入小程序。"),
                VillagerLoginFailed { Reason: VillagerLoginFailure.Blocked } => Problem(StatusCodes.Status403Forbidden, "auth.blocked", "该微信账号被微信判定为高风险，暂不能登录。"),
                VillagerLoginFailed => Problem(StatusCodes.Status503ServiceUnavailable, "auth.wechat_unavailable", "微信登录服务暂时不可用，请稍后再试。"),
                // Two saved the same new thing at once and the service did not expect it: as harmless as any lost race.
                DbUpdateException e when e.IsUniqueViolation() => Problem(StatusCodes.Status409Conflict, "conflict", "有人同时做了同样的操作，请刷新后再试。"),
                Unavailable e => Problem(StatusCodes.Status503ServiceUnavailable, e.Code, e.Message),
                BadHttpRequestException e => Problem(e.StatusCode, Defaults(e.StatusCode).Code, Defaults(e.StatusCode).Sentence),
                OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => Problem(499, "canceled", "请求已取消。"),
                _ => null,
            };
            if (problem is null) return false;
            httpContext.Response.StatusCode = problem.Status!.Value;
            if (problem.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "10";
            await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
            return true;
        }

        private static ProblemDetails Problem(int status, string code, string sentence) =>
            new() { Status = status, Detail = sentence, Extensions = { ["code"] = code } };
    }
}
