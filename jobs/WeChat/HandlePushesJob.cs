using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.WeChat.Pushes;

namespace Engagement.Jobs.WeChat;

/// <summary>Deals with what WeChat pushed, and opens the complaints whose pictures have passed by it.</summary>
public sealed class HandlePushesJob(PushHandler pushes, CaseOpening opening) : IBatchJob
{
    public async Task<int> RunBatchAsync(CancellationToken cancel)
    {
        var handled = await pushes.HandleDueAsync(cancel);
        if (handled > 0) await opening.OpenCheckedAsync(null, cancel);
        return handled;
    }
}
