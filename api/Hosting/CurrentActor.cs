using Engagement.Core.Shared;

namespace Engagement.Api.Hosting;

/// <summary>The actor of this request, filled once by the authentication handler.</summary>
public sealed class CurrentActor
{
    private Actor? actor;

    /// <summary>Only read behind an endpoint that demands a sign-in.</summary>
    public Actor Actor
    {
        get => actor ?? throw new InvalidOperationException("The endpoint does not demand a sign-in.");
        internal set => actor = value;
    }

    /// <summary>What the actor must do before anything else.</summary>
    public Engagement.Core.Staff.AccountDuty Duty { get; internal set; }

    /// <summary>Null when nobody is signed in.</summary>
    public Actor? ActorOrNull => actor;
}
