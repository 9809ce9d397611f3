using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>Given to a post in place of a person: whoever holds the post on the day works it.</summary>
public sealed partial class Case
{
    /// <summary>The post the case is given to; never together with <see cref="AssigneeId"/>.</summary>
    public Guid? AssigneePostId { get; private set; }

    /// <summary>It is about the village committee: the committee may not own it, nor its people work it.</summary>
    public bool AboutCommittee { get; private init; }

    /// <summary>The committee, its people and the posts it fills stay out.</summary>
    public bool KeepsCommitteeOut => HiddenFromCommittee || AboutCommittee;

    /// <summary>Gives the case to a post: when it is filed, by the rules, or later by the owner.</summary>
    public void GiveToPost(Actor actor, DateTime now, Guid postId, string title, string? note = null)
    {
        if (actor.Kind != ActorKind.System && Status == CaseStatus.Filed) throw CaseErrors.AcceptFirst();
        Demand(CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress);
        if (KeepsCommitteeOut) throw CaseErrors.CommitteeStaysOut();
        (AssigneeId, AssigneePostId) = (null, postId);
        Tell(CaseEventType.Assigned, actor, now, note is null ? title : $"{title}：{note}").PostId = postId;
    }

    /// <summary>Whoever is on duty begins.</summary>
    public void StartForPost(Actor actor, DateTime now, string? note)
    {
        Start(actor, now, note);
        Timeline[^1].PostId = AssigneePostId;
    }

    /// <summary>Whoever is on duty is done.</summary>
    public CaseEvent ResolveForPost(Actor actor, DateTime now, string text)
    {
        var line = Resolve(actor, now, text);
        line.PostId = AssigneePostId;
        return line;
    }
}
