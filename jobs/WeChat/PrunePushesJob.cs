using Engagement.Core.WeChat.Pushes;

namespace Engagement.Jobs.WeChat;

/// <summary>Deletes pushes of long ago.</summary>
public sealed class PrunePushesJob(PushInbox inbox) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => inbox.PruneAsync(cancel);
}
