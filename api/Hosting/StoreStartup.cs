using Engagement.Core.Cases;
using Engagement.Core.Data;
using Engagement.Core.Pledges.Templates;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Api.Hosting;

/// <summary>Brings the store to what this version needs, before the first request.</summary>
public static class StoreStartup
{
    /// <exception cref="SettingsException">Production on a store with demo data.</exception>
    public static async Task PrepareAsync(IServiceProvider services, IHostEnvironment environment, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngagementDbContext>();
        await StoreUpgrade.RunAsync(db, cancel);
        if (environment.IsProduction() && await db.Set<StoreMark>().AnyAsync(x => x.Name == StoreMark.Demo, cancel))
            throw new SettingsException(
                "ConnectionStrings:Engagement names a store with demo data, whose accounts have a published password. Production refuses to start with it: use a new store.");
        await scope.ServiceProvider.GetRequiredService<CategoryCatalog>().SeedAsync(cancel);
        await scope.ServiceProvider.GetRequiredService<PledgeTemplates>().SeedAsync(cancel);
    }
}
