using System.Globalization;
using Engagement.Core.Messaging;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;

namespace Engagement.Core.Pledges;

/// <summary>What a household hears about its pledge.</summary>
public static class PledgeMessages
{
    /// <summary>Which guarantees failed and until when to put them right.</summary>
    public static OutboxMessage CheckFailed(Guid id, PledgeCheck check, Guid person, DateTime now) => new(id, person, MessageEvents.PledgeCheckFailed, check.Id,
        Fields(string.Join('、', check.Marks.Failed.Select(NameOf)) + "不合格", check.PutRightBy?.AddSeconds(-1) ?? now, now), now);

    /// <summary>How the objection was decided.</summary>
    public static OutboxMessage ObjectionDecided(Guid id, PledgeObjection objection, Guid person, DateTime now) => new(id, person, MessageEvents.PledgeObjectionDecided, objection.CheckId,
        Fields((objection.State == ObjectionState.Upheld ? "异议成立：" : "异议不成立：") + objection.Answer, now, now), now);

    /// <summary>The term ends soon; sign for the next.</summary>
    public static OutboxMessage Due(Guid id, Pledge pledge, PledgeTerm next, Guid person, DateTime now) => new(id, person, MessageEvents.PledgeDue, pledge.Id,
        Fields($"请签订{next.Name}门前三包承诺书", pledge.EndsAt.AddSeconds(-1), now), now);

    /// <summary>The household's pledge stands; who did not sign in the mini-program themselves reads how it came about.</summary>
    public static OutboxMessage Signed(Guid id, Pledge pledge, PledgeTerm term, Guid person, DateTime now) => new(id, person, MessageEvents.PledgeSigned, pledge.Id,
        Fields(term.Name + (pledge switch
        {
            { Means: PledgeMeans.Paper } => "（纸质签订，村委会录入）",
            { EnteredBy: not null } => "（由代办人代签）",
            _ => "",
        }), pledge.EndsAt.AddSeconds(-1), now), now);

    public static string NameOf(Guarantee guarantee) => guarantee switch
    {
        Guarantee.Cleanliness => "卫生",
        Guarantee.Order => "秩序",
        _ => "绿化",
    };

    private static Dictionary<string, string> Fields(string text, DateTime dueAt, DateTime now) => new()
    {
        ["text"] = text,
        ["dueAt"] = dueAt.ToString("O", CultureInfo.InvariantCulture),
        ["at"] = now.ToString("O", CultureInfo.InvariantCulture),
    };
}
