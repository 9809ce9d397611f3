namespace Engagement.Core.Data.SharedState;

/// <summary>The shared store did not answer. The caller goes on without it: slower or stricter, never wrong.</summary>
public sealed class SharedStateUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
