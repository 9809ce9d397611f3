using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Tests.Cases.Statistics;

/// <summary>More cases than one would file through the front door.</summary>
public static class Many
{
    /// <summary>Files cases at different moments and returns their numbers.</summary>
    public static async Task<IReadOnlyList<string>> FileAsync(IServiceProvider services, string village, int count)
    {
        var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
        var office = await services.GetRequiredService<Offices>().AnsweringForAsync(village, default);
        var category = (await services.GetRequiredService<CategoryCatalog>().FindAsync("rubbish", default))!;
        var cases = Enumerable.Range(1, count).Select(i => Core.Cases.Case.File(
            new CaseFiling(CaseKind.Complaint, category.Code, category.Policy, "垃圾", CaseVisibility.PublicNamed, false, village, null, null, null, null, Guid.NewGuid(), null),
            clock.NewId(), $"GD{village[..6]}M{i:00000}", office.Id, WorkingCalendar.Official, Actor.System, clock.UtcNow().AddSeconds(-i / 3))).ToList();
        await db.InTransactionAsync(async () =>
        {
            await db.InsertAsync([.. cases, .. cases.SelectMany(x => x.Timeline)], default);
            return 0;
        }, default);
        return [.. cases.Select(x => x.Number)];
    }
}
