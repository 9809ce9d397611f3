using Engagement.Core.Messaging;

namespace Engagement.Core.Households.Members;

/// <summary>What a villager hears of their request, in the transaction of the decision.</summary>
public static class HouseholdMessages
{
    public const string MemberApproved = "household.member_approved", MemberRefused = "household.member_refused";

    public static OutboxMessage Approved(Guid id, Membership line, Household it, DateTime now) => Make(id, line, it, MemberApproved, now);

    public static OutboxMessage Refused(Guid id, Membership line, Household it, DateTime now) => Make(id, line, it, MemberRefused, now);

    private static OutboxMessage Make(Guid id, Membership line, Household it, string eventName, DateTime now) =>
        new(id, line.PersonId, eventName, it.Id, new Dictionary<string, string>
        {
            ["code"] = it.Code,
            ["doorPlate"] = it.DoorPlate ?? "",
            ["text"] = line.Reason ?? "",
            ["at"] = now.ToString("O"),
        }, now);
}
