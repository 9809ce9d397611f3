using Engagement.Core.Messaging;

namespace Engagement.Jobs.Messaging;

/// <summary>Sends what lies due in the outbox.</summary>
public sealed class SendMessagesJob(MessageDispatcher dispatcher) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => dispatcher.SendDueAsync(cancel);
}
