using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Core.Photos;

public static class PhotosExtensions
{
    public static IServiceCollection AddPhotos(this IServiceCollection services, PhotoOptions options) => services
        .AddSingleton(options).AddSingleton<IPhotoStore, FolderPhotoStore>().AddScoped<PhotoService>()
        .AddScoped<IPersonalData, PhotoData>();
}
