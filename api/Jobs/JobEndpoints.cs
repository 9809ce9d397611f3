using Engagement.Api.Hosting;
using Engagement.Core.Shared;
using Engagement.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Jobs;

public static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder app) =>
        app.MapGroup("/api/jobs").WithTags("jobs").RequireAuthorization(Access.Administration)
            .MapGet("", List).WithSummary("What runs by itself: last run, next run, failures.");

    private static async Task<Ok<Page<JobBody>>> List(CurrentActor current, JobOverview jobs, CancellationToken cancel) =>
        TypedResults.Ok(new Page<JobBody>([.. (await jobs.ListAsync(current.Actor, cancel)).Select(JobBody.Of)], null));
}
