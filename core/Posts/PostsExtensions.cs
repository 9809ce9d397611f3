using Engagement.Core.Posts.Responsibilities;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Posts;

public static class PostsExtensions
{
    public static IServiceCollection AddPosts(this IServiceCollection services) => services
        .AddScoped<DutyPostQueries>().AddScoped<ResponsibilityQueries>();
}
