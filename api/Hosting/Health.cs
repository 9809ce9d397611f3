using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Api.Hosting;

public static class Health
{
    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: the store answers too.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        group.MapGet("/healthz", () => TypedResults.Text("ok"));
        group.MapGet("/readyz", Ready);
    }

    private static async Task<IResult> Ready(EngagementDbContext db, CancellationToken cancel)
    {
        try
        {
            await db.Set<StoreMark>().AnyAsync(cancel);
            return TypedResults.Text("ready");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return TypedResults.Text("store unavailable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
