using System.Globalization;
using System.Net;
using System.Text;
using Engagement.Api.Hosting;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Shared;

namespace Engagement.Api.Pledges;

/// <summary>The signed pledge as a page for A4: text, signature, hash, and a code that leads to the proof. Self-contained, without script.</summary>
public static class PledgeSheet
{
    /// <summary>For the response's header.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string Style = """
        @page { size: A4; margin: 18mm; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 174mm; padding: 6mm 0; font: 16px/1.8 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #000; position: relative; }
        h1 { font-size: 26px; text-align: center; margin: 0 0 6mm; }
        p { margin: 0 0 3mm; }
        .facts { display: flex; justify-content: space-between; gap: 8mm; margin-top: 10mm; align-items: flex-end; }
        .signature img { max-width: 60mm; max-height: 26mm; }
        .sheets img { max-width: 100%; max-height: 220mm; display: block; margin: 6mm auto; }
        .proof { display: flex; gap: 6mm; margin-top: 10mm; padding-top: 4mm; border-top: 1px solid #999; font-size: 12px; line-height: 1.6; align-items: center; }
        .proof svg { width: 28mm; height: 28mm; flex: none; }
        .proof code { font: 12px "Noto Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
        .stamp { border: 2px solid #b00; color: #b00; padding: 1mm 4mm; position: absolute; top: 6mm; right: 0; font-weight: bold; }
        """;

    public static string Write(PledgeView pledge, IReadOnlyList<(string ContentType, byte[] Bytes)> pictures, Uri proof)
    {
        var lines = pledge.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var page = new StringBuilder($"<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{Text(pledge.Title)}</title><style>{Style}</style></head><body>\n");
        if (pledge.State != PledgeState.Active) page.Append("<div class=\"stamp\">").Append(pledge.State == PledgeState.Withdrawn ? "已撤销" : "已到期").Append("</div>");
        page.Append("<h1>").Append(Text(lines[0])).Append("</h1>\n");
        foreach (var line in lines.Skip(1)) page.Append("<p>").Append(Text(line)).Append("</p>\n");
        page.Append("<div class=\"facts\"><div>户编码：").Append(Text(pledge.HouseholdCode)).Append("<br>承诺人：").Append(Text(pledge.SignedByName ?? "－")).Append(pledge.ByProxy ? "（代办）" : "")
            .Append("<br>签订日期：").Append(ChinaTime.ToLocal(pledge.SignedAt).ToString("yyyy年M月d日", CultureInfo.InvariantCulture)).Append("</div>");
        if (pledge.Means == PledgeMeans.MiniProgram) page.Append("<div class=\"signature\">").Append(Pictures(pictures.Take(1))).Append("</div>");
        page.Append("</div>\n<div class=\"proof\">").Append(Qr.Svg(proof.AbsoluteUri)).Append("<div>验证码：<code>").Append(Text(string.Join('-', pledge.VerifyCode.Chunk(4).Select(x => new string(x)))))
            .Append("</code><br>扫码可验证本承诺书真伪，不显示个人信息。<br>正文校验值（SHA-256）：<br><code>").Append(pledge.TextHash).Append("</code></div></div>\n");
        if (pledge.Means == PledgeMeans.Paper) page.Append("<div class=\"sheets\">").Append(Pictures(pictures)).Append("</div>\n");
        return page.Append("</body></html>\n").ToString();
    }

    /// <summary>What whoever scans the sheet's code reads: whether it is real, and nothing about people.</summary>
    public static string WriteProof(PledgeProof? proof)
    {
        var (heading, facts) = proof switch
        {
            null => ("没有找到这份承诺书", "请核对验证码；如仍查不到，该承诺书不是本系统签订的。"),
            { Valid: true } => ("真实有效", Facts(proof)),
            { State: PledgeState.Withdrawn } => ("已撤销", Facts(proof)),
            _ => ("真实，已到期", Facts(proof)),
        };
        return $$"""
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>承诺书验证</title>
            <style>body { font: 20px/1.8 sans-serif; max-width: 30em; margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere; } small { font-size: 14px; }</style></head>
            <body><h1>{{heading}}</h1><p>{{facts}}</p></body></html>
            """;
    }

    private static string Facts(PledgeProof proof) => string.Create(CultureInfo.InvariantCulture,
        $"{Text(proof.RegionName)}<br>{Text(proof.Title)}（{Text(proof.TermName)}）<br>签订日期：{proof.SignedOn:yyyy年M月d日}<br><small>正文校验值（SHA-256）：{proof.TextHash}</small>");

    private static string Pictures(IEnumerable<(string ContentType, byte[] Bytes)> pictures) =>
        string.Concat(pictures.Select(x => $"<img alt=\"\" src=\"data:{x.ContentType};base64,{Convert.ToBase64String(x.Bytes)}\">"));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
