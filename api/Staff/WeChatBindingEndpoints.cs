using Engagement.Api.Hosting;
using Engagement.Core.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Staff;

/// <summary>Joins a staff account with the WeChat of the person behind it.</summary>
public static class WeChatBindingEndpoints
{
    public static void MapWeChatBinding(this IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/api/account/wechat").WithTags("account").RequireAuthorization(Access.Staff);
        account.MapPost("/start", Start).WithSummary("A code to type or scan in the mini-program within ten minutes.");
        account.MapDelete("", Unbind).WithSummary("Separates account and WeChat.");
        app.MapPost("/api/me/staff-binding", Bind).WithTags("me").RequireAuthorization(Access.Villager)
            .WithSummary("Joins the signed-in person with the staff account whose console shows the code.");
    }

    private static async Task<Ok<WeChatBindingCode>> Start(CurrentActor current, StaffBinding binding, CancellationToken cancel)
    {
        var code = await binding.StartAsync(current.Actor, cancel);
        return TypedResults.Ok(new WeChatBindingCode(code, (int)StaffBinding.CodeLifetime.TotalSeconds, Qr.Svg(code)));
    }

    private static async Task<Ok<WeChatBound>> Bind(StaffBindingRequest request, CurrentActor current, StaffBinding binding, CancellationToken cancel) =>
        TypedResults.Ok(new WeChatBound(await binding.BindPersonAsync(current.Actor, request.Code, cancel)));

    private static async Task<NoContent> Unbind(CurrentActor current, StaffBinding binding, CancellationToken cancel)
    {
        await binding.UnbindAsync(current.Actor, cancel);
        return TypedResults.NoContent();
    }
}

/// <summary>To be typed within so many seconds, or scanned off the QR picture with wx.scanCode.</summary>
public sealed record WeChatBindingCode(string Code, int ExpiresIn, string QrSvg);

/// <param name="DisplayName">Of the staff account.</param>
public sealed record WeChatBound(string DisplayName);

public sealed record StaffBindingRequest([property: Needed(32)] string Code);
