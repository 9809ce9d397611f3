using Engagement.Core.Data.SharedState;

namespace Engagement.Tests.Data.SharedState;

public sealed class InProcessSharedStateTests : SharedStateContract
{
    protected override ISharedState State { get; } = new InProcessSharedState(TimeProvider.System);
}
