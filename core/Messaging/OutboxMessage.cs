using System.Text.Json;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Messaging;

/// <summary>How a message fared on its way to the phone. <c>Undeliverable</c>: there is no way to reach the person; <c>Dead</c>: given up after the last
/// attempt; <c>InboxOnly</c>: it was not meant for the phone.</summary>
public enum MessageStatus { Pending, Sent, Undeliverable, Dead, InboxOnly }

/// <summary>A message to a person or a member of staff, written in the transaction of the change it tells of. It is a line of the recipient's inbox at
/// once and whatever happens; a job takes it to the phone afterwards.</summary>
public sealed class OutboxMessage
{
    public const int MaxAttempts = 8;
    public const int ErrorMaxLength = 300;
    public const int CarrierIdMaxLength = 64;

    private OutboxMessage() { }

    /// <param name="id">UUIDv7.</param>
    /// <param name="personId">Who is to read it.</param>
    /// <param name="eventName">Dotted event, key of the message template: <c>complaint.accepted</c>.</param>
    /// <param name="subjectId">The thing it is about; opens when the message is tapped.</param>
    /// <param name="fields">Values the template names; no names, no phones.</param>
    /// <param name="now">UTC.</param>
    /// <param name="urgent">Danger: the phone rings at night too.</param>
    public OutboxMessage(Guid id, Guid personId, string eventName, Guid subjectId, IReadOnlyDictionary<string, string> fields, DateTime now, bool urgent = false)
    {
        Id = id;
        PersonId = personId;
        Event = eventName;
        SubjectId = subjectId;
        Fields = JsonSerializer.Serialize(fields);
        CreatedAt = DueAt = now;
        Urgent = urgent;
    }

    /// <summary>To a member of staff, as that work account: it stays with the account when the person behind it changes.</summary>
    /// <param name="id">UUIDv7.</param>
    /// <param name="staffUserId">Whose work it is.</param>
    /// <param name="hasPhone">A person's WeChat is bound to the account; without one the inbox is all there is.</param>
    /// <param name="eventName">As for persons.</param>
    /// <param name="subjectId">As for persons.</param>
    /// <param name="fields">As for persons.</param>
    /// <param name="now">UTC.</param>
    /// <param name="urgent">Danger: the phone rings at night too.</param>
    public static OutboxMessage ToStaff(
        Guid id, Guid staffUserId, bool hasPhone, string eventName, Guid subjectId, IReadOnlyDictionary<string, string> fields, DateTime now, bool urgent = false) =>
        new(id, default, eventName, subjectId, fields, now, urgent)
        {
            PersonId = null,
            StaffUserId = staffUserId,
            Status = hasPhone ? MessageStatus.Pending : MessageStatus.InboxOnly,
        };

    public Guid Id { get; private init; }

    /// <summary>The villager it is for; null when it is for staff.</summary>
    public Guid? PersonId { get; private init; }

    /// <summary>The work account it is for; null when it is for a villager.</summary>
    public Guid? StaffUserId { get; private init; }
    public string Event { get; private init; } = "";
    public Guid SubjectId { get; private init; }

    /// <summary>JSON object of strings.</summary>
    public string Fields { get; private init; } = "{}";
    public DateTime CreatedAt { get; private init; }
    public MessageStatus Status { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>Danger: the quiet time does not hold it back.</summary>
    public bool Urgent { get; private init; }

    /// <summary>When the recipient first read it in the inbox.</summary>
    public DateTime? ReadAt { get; private set; }

    /// <summary>Next attempt; while <see cref="Claim"/> is set, the end of the lease; once there is no next attempt, the moment of the last, or of the
    /// report that it did not arrive.</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>The batch that holds the message, and the token that keeps a sender whose lease ran out from writing over its successor.</summary>
    public Guid? Claim { get; private set; }
    public DateTime? SentAt { get; private set; }

    /// <summary>Under which the carrier reports what became of it; null while it was not sent, and where the carrier named none.</summary>
    public string? CarrierId { get; private set; }

    /// <summary>Why the last attempt failed, for staff.</summary>
    public string? LastError { get; private set; }

    /// <summary>The values, with the message's own moment where none was given.</summary>
    public IReadOnlyDictionary<string, string> ReadFields()
    {
        var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(Fields)!;
        fields.TryAdd("at", CreatedAt.ToString("O"));
        return fields;
    }

    public void MarkRead(DateTime now) => ReadAt ??= now;

    /// <summary>Sends it again from the beginning, the reason of the failure having been dealt with.</summary>
    /// <exception cref="RuleViolation">It arrived or is still on its way.</exception>
    public void Retry(DateTime now)
    {
        if (Status is not (MessageStatus.Dead or MessageStatus.Undeliverable)) throw MessagingErrors.NotStuck();
        // What is still reported of the copy before is no news of the next.
        (Status, Attempts, DueAt, CarrierId) = (MessageStatus.Pending, 0, now, null);
    }

    /// <summary>The carrier took it and says now that it never arrived. Said twice, or of one that is not on its way, it changes nothing.</summary>
    /// <param name="unreachable">There is no way to the person, so that sending again would not help.</param>
    /// <param name="reason">In words, for staff.</param>
    /// <param name="now">UTC.</param>
    public void Lose(bool unreachable, string reason, DateTime now)
    {
        if (Status != MessageStatus.Sent) return;
        (Status, SentAt, DueAt) = (unreachable ? MessageStatus.Undeliverable : MessageStatus.Dead, null, now);
        LastError = CleanText.Mend(reason, ErrorMaxLength);
    }

    /// <summary>Takes down how an attempt fared and decides whether there is another.</summary>
    public void Record(SendOutcome outcome, DateTime now)
    {
        Attempts++;
        Claim = null;
        LastError = CleanText.Mend(outcome.Reason, ErrorMaxLength);
        DueAt = now;
        switch (outcome.Result)
        {
            case SendResult.Sent:
                (Status, SentAt) = (MessageStatus.Sent, now);
                CarrierId = outcome.CarrierId is { Length: > 0 and <= CarrierIdMaxLength } id && CleanText.IsClean(id) ? id : null;
                break;
            case SendResult.Unreachable:
                Status = MessageStatus.Undeliverable;
                break;
            case SendResult.NotWanted:
                Status = MessageStatus.InboxOnly;
                break;
            case SendResult.Refused:
                Status = MessageStatus.Dead;
                break;
            default:
                if (Attempts >= MaxAttempts) Status = MessageStatus.Dead;
                else DueAt = now + Longer(Backoff(Attempts), outcome.RetryAfter);
                break;
        }
    }

    /// <summary>10 s, 40 s, 2 min 40 s … capped at 6 h: a night without WeChat is survived, a hiccup costs seconds.</summary>
    private static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(4, attempts - 1), TimeSpan.FromHours(6).TotalSeconds));

    /// <summary>When the other side says how long it will refuse (a day's quota), trying before would only use attempts up.</summary>
    private static TimeSpan Longer(TimeSpan backoff, TimeSpan? said) =>
        said is { } wait && wait > backoff ? TimeSpan.FromSeconds(Math.Ceiling(Math.Min(wait.TotalSeconds, TimeSpan.FromDays(1).TotalSeconds))) : backoff;

    internal sealed class Mapping : IEntityTypeConfiguration<OutboxMessage>
    {
        public void Configure(EntityTypeBuilder<OutboxMessage> builder)
        {
            builder.Property(x => x.Claim).IsConcurrencyToken();
            builder.Property(x => x.Event).HasMaxLength(48);
            builder.Property(x => x.LastError).HasMaxLength(ErrorMaxLength);
            builder.Property(x => x.CarrierId).HasMaxLength(CarrierIdMaxLength);
            builder.HasIndex(x => x.CarrierId).HasFilter("carrier_id IS NOT NULL");
            builder.HasIndex(x => new { x.Status, x.DueAt });
            builder.HasIndex(x => new { x.PersonId, x.CreatedAt });
            builder.HasIndex(x => new { x.StaffUserId, x.CreatedAt });
        }
    }
}

/// <summary>What the other side said.</summary>
public enum SendResult
{
    Sent,

    /// <summary>No account, no consent: sending again would not help.</summary>
    Unreachable,

    /// <summary>Messages of this event are switched off on phones.</summary>
    NotWanted,

    /// <summary>The message itself is at fault.</summary>
    Refused,

    /// <summary>Passing trouble.</summary>
    TryLater,
}

/// <summary>The result and, unless sent, the reason in words.</summary>
/// <param name="RetryAfter">With <see cref="SendResult.TryLater"/>: the earliest sensible next try, when the other side said so.</param>
/// <param name="CarrierId">With <see cref="SendResult.Sent"/>: the id under which the other side reports on it, when it named one.</param>
public readonly record struct SendOutcome(SendResult Result, string? Reason = null, TimeSpan? RetryAfter = null, string? CarrierId = null);

/// <summary>Who is behind a work account; answered by Staff, which Messaging does not know.</summary>
public interface IStaffPersons
{
    /// <summary>The person who bound their WeChat to the account; null when nobody did or they left.</summary>
    Task<Guid?> PersonOfAsync(Guid staffUserId, CancellationToken cancel);
}

/// <summary>The boundary to whatever carries messages to a person's phone.</summary>
public interface IMessageSender
{
    /// <summary>Sends one message; failures are outcomes, not exceptions.</summary>
    Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken cancel);
}
