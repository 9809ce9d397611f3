using System.Text.Json;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.WeChat.Pushes;

/// <summary>How a push fared. <c>Unclaimed</c>: it is about somebody nobody here knows; <c>Dead</c>: given up after the last attempt.</summary>
public enum PushStatus { Pending, Handled, Unclaimed, Dead }

/// <summary>A message WeChat pushed, kept from its receipt until a job has dealt with it. Its content goes as soon as it is dealt with; what stays
/// for a while is its key, so that a resend is recognised.</summary>
public sealed class ReceivedPush
{
    public const int MaxAttempts = 8;
    public const int ErrorMaxLength = 300;

    private ReceivedPush() { }

    /// <param name="id">UUIDv7.</param>
    /// <param name="push">What came.</param>
    /// <param name="personId">Whom it is about, when known already.</param>
    /// <param name="now">UTC.</param>
    public ReceivedPush(Guid id, WeChatPush push, Guid? personId, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(push);
        Id = id;
        DedupeKey = push.DedupeKey;
        Event = push.Event;
        PersonId = personId;
        Content = JsonSerializer.Serialize(push);
        ReceivedAt = DueAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>Unique: the same for every resend.</summary>
    public string DedupeKey { get; private init; } = "";
    public string Event { get; private init; } = "";

    /// <summary>Whose account's deletion takes this along; null when unknown, nobody's, or dealt with.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>JSON of the <see cref="WeChatPush"/>; null once dealt with.</summary>
    public string? Content { get; private set; }
    public DateTime ReceivedAt { get; private init; }
    public PushStatus Status { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>Next attempt; while <see cref="Claim"/> is set, the end of the lease.</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>The batch that holds the push, and the token that keeps a worker whose lease ran out from writing over its successor.</summary>
    public Guid? Claim { get; private set; }

    /// <summary>Why the last attempt failed, for administrators.</summary>
    public string? LastError { get; private set; }

    internal WeChatPush Read() => JsonSerializer.Deserialize<WeChatPush>(Content!)!;

    /// <summary>Dealt with: the content has served its purpose.</summary>
    internal void Handle()
    {
        Attempts++;
        Status = PushStatus.Handled;
        Forget();
        LastError = null;
    }

    /// <summary>Not dealt with; there is another attempt unless this was the last.</summary>
    /// <param name="reason">In words.</param>
    /// <param name="nobody">It is about somebody unknown, who may yet sign in; after the last attempt it is let go.</param>
    /// <param name="now">UTC.</param>
    internal void Fail(string reason, bool nobody, DateTime now)
    {
        Attempts++;
        Claim = null;
        LastError = CleanText.Mend(reason, ErrorMaxLength);
        if (Attempts < MaxAttempts)
        {
            DueAt = now + Backoff(Attempts);
            return;
        }

        Status = nobody ? PushStatus.Unclaimed : PushStatus.Dead;
        if (nobody) Forget();
    }

    /// <summary>An administrator has removed the cause.</summary>
    internal void Retry(DateTime now)
    {
        Status = PushStatus.Pending;
        Attempts = 0;
        DueAt = now;
    }

    private void Forget()
    {
        Content = null;
        PersonId = null;
        Claim = null;
    }

    /// <summary>10 s, 40 s, 2 min 40 s … capped at 6 h; the eighth comes after about 15 hours.</summary>
    private static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(4, attempts - 1), TimeSpan.FromHours(6).TotalSeconds));

    internal sealed class Mapping : IEntityTypeConfiguration<ReceivedPush>
    {
        public void Configure(EntityTypeBuilder<ReceivedPush> builder)
        {
            builder.Property(x => x.DedupeKey).HasMaxLength(64);
            builder.HasIndex(x => x.DedupeKey).IsUnique();
            builder.Property(x => x.Event).HasMaxLength(48);
            builder.Property(x => x.Claim).IsConcurrencyToken();
            builder.Property(x => x.LastError).HasMaxLength(ErrorMaxLength);
            builder.HasIndex(x => new { x.Status, x.DueAt });
            builder.HasIndex(x => x.PersonId);
        }
    }
}
