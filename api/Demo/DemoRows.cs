using Engagement.Core.Cases;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Photos;

namespace Engagement.Api.Demo;

/// <summary>What the played half-year leaves behind, ready to be written.</summary>
public sealed class DemoRows
{
    public List<Case> Cases { get; } = [];
    public List<CaseRequest> Requests { get; } = [];
    public List<CasePhoto> CasePhotos { get; } = [];
    public List<CaseSupport> Supports { get; } = [];
    public List<CaseRating> Ratings { get; } = [];
    public List<AuditLine> Audit { get; } = [];
    public List<OutboxMessage> Messages { get; } = [];
    public List<Photo> Photos { get; } = [];

    /// <summary>The bytes of each photo, many photos sharing the same ones.</summary>
    public Dictionary<string, ReadOnlyMemory<byte>> Files { get; } = [];
}
