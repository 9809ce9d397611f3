using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Posts;

public static class PostsExtensions
{
    public static IServiceCollection AddPosts(this IServiceCollection services) => services
        .AddScoped<PostPeople>().AddScoped<DutyPostService>().AddScoped<DutyPostQueries>().AddScoped<PostCalendar>()
        .AddScoped<ResponsibilityService>().AddScoped<ResponsibilityQueries>().AddScoped<ResponsibilityList>().AddScoped<CoverageQuery>().AddScoped<ResponsibilityImporter>()
        .AddScoped<IPersonalData, PostData>();
}
