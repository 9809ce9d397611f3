using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.WeChat.Pushes;

/// <summary>Pushes about a person that are not dealt with yet. They say nothing of their own, so the copy of all data has no part for them.</summary>
public sealed class PushData(EngagementDbContext db) : IPersonalData
{
    public string Section => "pushes";

    public Task<object?> ExportAsync(Guid personId, CancellationToken cancel) => Task.FromResult<object?>(null);

    public Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel) =>
        db.Set<ReceivedPush>().Where(x => x.PersonId == personId).ExecuteDeleteAsync(cancel);

    /// <summary>Pushes are about people with an account; somebody of the register has none.</summary>
    public Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel) => Task.CompletedTask;
}
