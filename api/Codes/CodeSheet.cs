using System.Net;
using System.Text;
using Engagement.Core.Codes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Codes;

/// <summary>A page to print on A4, three by four stickers a sheet. Self-contained: it needs no other file and runs no script.</summary>
public static class CodeSheet
{
    /// <summary>For the response's header; the page itself could not know what it may load.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string Style = """
        @page { size: A4; margin: 10mm; }
        * { box-sizing: border-box; }
        body { margin: 0; font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #000; }
        p { margin: 4mm; font-size: 14px; }
        main { display: grid; grid-template-columns: repeat(3, 1fr); }
        figure { margin: 0; padding: 3mm; height: 69mm; border: 1px dashed #bbb; text-align: center; break-inside: avoid; }
        img { width: 46mm; height: 46mm; object-fit: contain; }
        b { display: block; font: bold 15px/1.3 "Noto Sans Mono", Consolas, monospace; letter-spacing: 1px; }
        figcaption { font-size: 12px; line-height: 1.4; overflow-wrap: anywhere; }
        @media print { p { display: none; } }
        """;

    /// <summary>WeChat takes some 200 ms for a picture; a sheet must not take a minute, nor use up the minute's budget at once.</summary>
    private const int PicturesAtOnce = 8;

    /// <summary>Draws a page of codes and answers with the sheet.</summary>
    /// <param name="codes">In the order of printing.</param>
    /// <param name="after">Cursor of the following page; null on the last.</param>
    /// <param name="pictures">Draws them.</param>
    /// <param name="http">The request, whose query the link to the following sheet repeats.</param>
    /// <param name="caption">What stands under a code; region and kind when null.</param>
    /// <param name="cancel">Cancels the drawing.</param>
    public static async Task<ContentHttpResult> AnswerAsync(
        IReadOnlyList<CodeView> codes, string? after, CodeQueries pictures, HttpContext http, Func<CodeView, string>? caption, CancellationToken cancel)
    {
        var drawn = new List<(CodeView, CodePicture)>(codes.Count);
        foreach (var batch in codes.Chunk(PicturesAtOnce))
            drawn.AddRange(batch.Zip(await Task.WhenAll(batch.Select(x => pictures.DrawAsync(x.Id, cancel)))));
        var next = after is null ? null : http.Request.Path + QueryString.Create(http.Request.Query.Where(x => x.Key != "after").Append(new("after", after)));
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(Write(drawn, next, caption), "text/html; charset=utf-8");
    }

    private static string Write(List<(CodeView Code, CodePicture Picture)> codes, string? next, Func<CodeView, string>? caption)
    {
        var page = new StringBuilder($"<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>二维码打印</title><style>{Style}</style></head><body>\n");
        page.Append(codes.Count == 0 ? "<p>没有可打印的二维码。</p>" : $"<p>共 {codes.Count} 个，请用 A4 纸按原始大小打印，再沿虚线裁开。");
        if (codes.Count > 0) page.Append(next is null ? "</p>" : $" <a href=\"{WebUtility.HtmlEncode(next)}\">后面还有，打开下一批</a></p>");
        page.Append("\n<main>\n");
        foreach (var (code, picture) in codes)
            page.Append("<figure><img alt=\"\" src=\"data:").Append(picture.ContentType).Append(";base64,").Append(Convert.ToBase64String(picture.Bytes))
                .Append("\"><b>").Append(CodeId.Show(code.Id)).Append("</b><figcaption>").Append(WebUtility.HtmlEncode(caption?.Invoke(code) ?? $"{code.RegionName} · {KindName(code.Kind)}"))
                .Append("</figcaption></figure>\n");
        return page.Append("</main></body></html>\n").ToString();
    }

    /// <summary>The page an ordinary camera opens: it says what the sticker is and where to scan it.</summary>
    public static string WriteLanding(CodeView? code)
    {
        var sentence = code switch
        {
            null => "没有找到这个二维码，请核对后再试。",
            { RetiredAt: not null } => "该二维码已停用，请联系村委会更换。",
            _ => $"{code.RegionName} · {KindName(code.Kind)}",
        };
        return $"""
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>乡村环境治理</title>
            <style>body {"{"} font: 22px/1.6 sans-serif; max-width: 30em; margin: 3em auto; padding: 0 1em; {"}"}</style></head>
            <body><h1>{WebUtility.HtmlEncode(sentence)}</h1><p>请打开微信，进入本村的小程序，用“扫一扫”扫描此码，或输入码号 <b>{(code is null ? "" : CodeId.Show(code.Id))}</b>。</p></body></html>
            """;
    }

    private static string KindName(CodeKind kind) => kind switch
    {
        CodeKind.Household => "户码",
        CodeKind.Toilet => "厕所码",
        CodeKind.Contest => "评选码",
        _ => "村码",
    };
}
