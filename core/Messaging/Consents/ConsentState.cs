namespace Engagement.Core.Messaging.Consents;

/// <summary>What can happen to a person's consent to one template. The order is that within one second, in which the other side's times are given:
/// a refusal for want of consent came before the consent, the consent before its use, and "no" has the last word.</summary>
public enum ConsentNews
{
    /// <summary>The other side refused a message: nothing is left.</summary>
    Exhausted,

    /// <summary>Switched on again in the phone's settings.</summary>
    SwitchedOn,

    /// <summary>One more message is allowed.</summary>
    Accepted,

    /// <summary>A message was sent.</summary>
    Used,

    /// <summary>Refused when asked; what was allowed before stays.</summary>
    Declined,

    /// <summary>Switched off in the phone's settings: nothing at all is wanted.</summary>
    SwitchedOff,
}

/// <summary>What is known of a person's consent to one template.</summary>
/// <param name="Remaining">Messages still allowed; null while nothing was ever learned.</param>
/// <param name="Refused">The person switched this template off.</param>
public readonly record struct ConsentState(int? Remaining, bool Refused)
{
    /// <summary>Nothing learned yet.</summary>
    public static ConsentState Unknown => default;

    public ConsentState After(ConsentNews news) => news switch
    {
        ConsentNews.Exhausted => this with { Remaining = 0 },
        // What became of the consents from before, nobody says.
        ConsentNews.SwitchedOn => Refused ? Unknown : this,
        ConsentNews.Accepted => new ConsentState((Remaining ?? 0) + 1, false),
        // Of the unknown one less is as unknown.
        ConsentNews.Used => this with { Remaining = Remaining is { } left ? Math.Max(0, left - 1) : null },
        ConsentNews.Declined => this with { Remaining = Remaining ?? 0 },
        ConsentNews.SwitchedOff => new ConsentState(0, true),
        _ => throw new ArgumentOutOfRangeException(nameof(news)),
    };

    /// <summary>Of two people who are one: what both allow together; "no" of one of them is "no".</summary>
    public ConsentState With(ConsentState other) => Refused || other.Refused ? new ConsentState(0, true)
        : new ConsentState(Remaining is null && other.Remaining is null ? null : (Remaining ?? 0) + (other.Remaining ?? 0), false);

    /// <summary>The state after all of the facts, in whatever order they came.</summary>
    public ConsentState After(IEnumerable<ConsentFact> facts) =>
        facts.OrderBy(x => x.At).ThenBy(x => x.News).Aggregate(this, (state, fact) => state.After(fact.News));
}
