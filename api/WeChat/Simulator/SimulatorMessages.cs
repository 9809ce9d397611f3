namespace Engagement.Api.WeChat.Simulator;

/// <summary>A message as it arrived on the phone.</summary>
public sealed record ReceivedMessage(
    int Number, string OpenId, string Person, string TemplateId, string? Page, IReadOnlyDictionary<string, string> Data, DateTimeOffset At);

/// <summary>Why a message that was taken does not arrive.</summary>
public sealed record MessageLoss(int Errcode, string Status);

/// <summary>What each person agreed to and received.</summary>
public sealed class SimulatorMessages(SimulatorOptions options, TimeProvider clock)
{
    private const int Kept = 2000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string OpenId, string TemplateId), int> _consent = [];
    private readonly HashSet<string> _beingSent = [];
    private readonly HashSet<string> _banned = [];
    private readonly LinkedList<ReceivedMessage> _received = [];
    private readonly Dictionary<string, MessageLoss> _losses = [];
    private int _count;

    /// <summary>False when another message to the person is on its way.</summary>
    public bool BeginSending(string openId)
    {
        lock (_gate) return _beingSent.Add(openId);
    }

    public void EndSending(string openId)
    {
        lock (_gate) _beingSent.Remove(openId);
    }

    public int ConsentOf(string openId, string templateId)
    {
        lock (_gate) return _consent.GetValueOrDefault((openId, templateId), options.InitialConsent);
    }

    public void SetConsent(string openId, string templateId, int messages)
    {
        lock (_gate) _consent[(openId, templateId)] = messages;
    }

    public void Ban(string templateId, bool banned)
    {
        lock (_gate) _ = banned ? _banned.Add(templateId) : _banned.Remove(templateId);
    }

    /// <summary>The next message to the person is taken and gets lost.</summary>
    public void LoseNext(string openId, MessageLoss loss)
    {
        lock (_gate) _losses[openId] = loss;
    }

    /// <summary>Uses up one consent and puts the message on the phone, unless it gets lost; 43107 or 43101 when that may not be.</summary>
    public (int Errcode, ReceivedMessage? Message, MessageLoss? Loss) Receive(
        string openId, string person, string templateId, string? page, IReadOnlyDictionary<string, string> data)
    {
        lock (_gate)
        {
            if (_banned.Contains(templateId)) return (43107, null, null);
            var left = _consent.GetValueOrDefault((openId, templateId), options.InitialConsent);
            if (left <= 0) return (43101, null, null);
            _consent[(openId, templateId)] = left - 1;
            var message = new ReceivedMessage(++_count, openId, person, templateId, page, data, clock.GetUtcNow());
            if (_losses.Remove(openId, out var loss)) return (0, message, loss);
            _received.AddFirst(message);
            if (_received.Count > Kept) _received.RemoveLast();
            return (0, message, null);
        }
    }

    /// <summary>Newest first; only one person's when named by openid or name.</summary>
    public IReadOnlyList<ReceivedMessage> Received(string? who = null)
    {
        lock (_gate) return [.. _received.Where(m => string.IsNullOrEmpty(who) || m.OpenId == who || m.Person == who)];
    }

    public void Clear()
    {
        lock (_gate) _received.Clear();
    }
}
