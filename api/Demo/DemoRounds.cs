using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Households;
using Engagement.Core.Messaging;
using Engagement.Core.Pledges;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Posts;
using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>Rounds along the doors over the last months and what came of them: second visits, a finding, objections upheld, refused and waiting;
/// and one round that waits for Zhang today.</summary>
public sealed class DemoRounds
{
    private const int Seed = 210_286, KeptShare = 85, VisitedShare = 94, MinutesPerDoor = 3, InboxReachesBack = 30, ReferredDaysAgo = 10;
    private static readonly int[] FirstVillageDaysAgo = [120, 92, 65, 38, ReferredDaysAgo], OthersDaysAgo = [70, 21];
    private static readonly string[] Notes = ["门前有散落垃圾", "柴草堆在路边", "农具占道", "花池里长了杂草", "污水沟边有剩菜"];

    private readonly DemoChance chance = new(Seed);
    private readonly DemoPeople people;
    private readonly DemoHouseholds homes;
    private readonly DemoPosts posts;
    private readonly DemoPledges pledges;
    private readonly DemoPhotos pictures;
    private readonly DemoRows rows;
    private readonly ILookup<Guid, Pledge> signed;
    private readonly DateTime now;
    private readonly DateOnly today;

    public DemoRounds(DemoPeople people, DemoHouseholds homes, DemoPosts posts, DemoPledges pledges, DemoPhotos pictures, DemoRows rows, DateTime now)
    {
        (this.people, this.homes, this.posts, this.pledges, this.pictures, this.rows, this.now) = (people, homes, posts, pledges, pictures, rows, now);
        signed = pledges.Pledges.Where(x => x.WithdrawnAt is null).ToLookup(x => x.HouseholdId);
        today = ChinaTime.DateOf(now);
        foreach (var village in people.Villages)
            foreach (var days in village == people.FirstVillage ? FirstVillageDaysAgo : OthersDaysAgo) Walk(village, today.AddDays(-days));
        var lately = new List<PledgeCheck>();
        var first = people.FirstVillage;
        var alley = GroupsOf(first).First(x => x.Name == posts.ChiefOf(people.Zhang.Person.Id).Alley);
        foreach (var group in GroupsOf(first).Where(x => x != alley).Take(2)) lately.AddRange(Walk(first, today.AddDays(-1), [group], first.Committee[1].AccountId!.Value, first.Committee[1].PersonId, mustFail: 2));
        var settled = Checks.Where(x => x.State == PledgeCheckState.ToPutRight && !lately.Contains(x)).ToList();
        Object(settled);
        Referred = settled.Where(x => x.RegionCode == first.Code && x.State == PledgeCheckState.ToPutRight && ChinaTime.DateOf(x.CheckedAt) == today.AddDays(-ReferredDaysAgo)).Take(1).ToList();
        foreach (var check in settled.Where(x => x.State == PledgeCheckState.ToPutRight).Except(Referred)) PutRight(check);
        if (lately.Find(x => x.State == PledgeCheckState.ToPutRight && pledges.Reachable(x.HouseholdId) is not null) is { } doubtful)
            Objections.Add(new PledgeObjection(chance.Id(now), doubtful, pledges.Reachable(doubtful.HouseholdId)!.PersonId, "垃圾是收废品的人掉的，已经扫了。", Min(now, doubtful.CheckedAt.AddHours(6))));
        var planned = Min(now, ChinaTime.ToUtc(today, TimeOnly.MinValue)).AddDays(-1);
        Rounds.Add(new PledgeRound(chance.Id(planned), first.Code, [alley.Id], today, people.Zhang.Person.Id, "请今天走完，照片拍清门牌", first.Committee[0].AccountId, planned));
        Tell();
    }

    public List<PledgeRound> Rounds { get; } = [];
    public List<PledgeCheck> Checks { get; } = [];
    public List<PledgeCheckPhoto> Photos { get; } = [];
    public List<PledgeObjection> Objections { get; } = [];

    /// <summary>Failed, and nobody came back in time: it goes on as a finding.</summary>
    private List<PledgeCheck> Referred { get; }

    /// <summary>Opens the findings, each as the job did the day after the household's time was over.</summary>
    /// <param name="policy">The deadline of findings.</param>
    /// <param name="calendar">Working days.</param>
    /// <param name="number">Gives a filing in a county at a moment its number.</param>
    public async Task ReferAsync(DeadlinePolicy policy, WorkingCalendar calendar, Func<string, DateTime, Task<string>> number)
    {
        foreach (var check in Referred)
        {
            var (home, at) = (homes.Households.Find(x => x.Id == check.HouseholdId)!, Min(now, check.PutRightBy!.Value.AddMinutes(10)));
            var finding = Case.File(
                new CaseFiling(CaseKind.Finding, "rubbish", policy, $"门前三包检查{string.Join('、', check.Marks.Failed.Select(PledgeMessages.NameOf))}不合格，到期未整改。户编码 {home.Code}。{check.Note}",
                    CaseVisibility.StaffOnly, false, home.RegionCode, home.DoorPlate, home.Latitude, home.Longitude, null, null, null)
                {
                    SourceKind = CheckFindings.Source,
                    SourceId = check.Id,
                    RequiresVerification = true,
                },
                chance.Id(at), await number(home.RegionCode[..6], at), people.TownshipOffice.Id, calendar, Actor.System, at);
            var seen = Photos.FindAll(x => x.CheckId == check.Id).ConvertAll(x => x.PhotoId);
            rows.CasePhotos.AddRange(seen.Select((x, i) => new CasePhoto(finding.Id, x, finding.Timeline[0].Id, PhotoStage.Before, i, at)));
            finding.ShowPhotos(seen, PhotoStage.Before);
            check.Refer(finding.Id, at);
            rows.Cases.Add(finding);
        }
    }

    /// <summary>Each chief walks the own alley, somebody of the committee the others.</summary>
    private void Walk(DemoVillage village, DateOnly day)
    {
        List<HouseholdGroup> others = [];
        foreach (var group in GroupsOf(village))
        {
            if (posts.ChiefOn(village.Code, group.Name, day) is { } chief) Walk(village, day, [group], chief, chief);
            else others.Add(group);
        }

        var (account, person) = (village.Committee[1].AccountId!.Value, village.Committee[1].PersonId);
        if (others.Count > 0) Walk(village, day, others, account, person);
    }

    private List<PledgeCheck> Walk(DemoVillage village, DateOnly day, IReadOnlyList<HouseholdGroup> groups, Guid checker, Guid? checkerPerson, int mustFail = 0)
    {
        var planned = ChinaTime.ToUtc(day.AddDays(-3), new TimeOnly(9, 0));
        var round = new PledgeRound(chance.Id(planned), village.Code, [.. groups.Select(x => x.Id)], day, checkerPerson, null, village.Committee[0].AccountId, planned);
        var doors = groups.SelectMany(g => homes.Households.Where(x => x.GroupId == g.Id).OrderBy(x => x.WalkingOrder)).ToList();
        var at = ChinaTime.ToUtc(day, new TimeOnly(7, 30));
        List<PledgeCheck> made = [];
        foreach (var home in doors)
        {
            at = at.AddMinutes(MinutesPerDoor);
            if (pledges.Lives(checkerPerson, home.Id) || InForce(home.Id, at) is not { } pledge || !chance.Percent(VisitedShare)) continue;
            var fails = !chance.Percent(KeptShare) || (mustFail > 0 && pledges.Reachable(home.Id) is not null);
            if (fails) mustFail--;
            made.Add(Check(pledge, fails ? Marks() : new GuaranteeMarks(true, true, true), round.Id, null, checker, at));
        }

        round.Close(doors.Count, made.Count, at.AddMinutes(MinutesPerDoor));
        Rounds.Add(round);
        return made;
    }

    private PledgeCheck Check(Pledge pledge, GuaranteeMarks marks, Guid? round, Guid? first, Guid checker, DateTime at)
    {
        var check = new PledgeCheck(new PledgeVisit(chance.Id(at), chance.Id(at), pledge.HouseholdId, pledge.Id, round, first, pledge.RegionCode, pledge.TermCode, marks,
            marks.AllKept ? null : chance.Pick(Notes), checker, at), at);
        Checks.Add(check);
        if (marks.AllKept) return check;
        var scene = marks.Cleanliness ? DemoScene.StrawPile : DemoScene.RubbishHeap;
        var photo = pledges.Picture(pictures.Of(scene, chance.Random.Int(0, 9), after: false), checker, CheckBatch.PhotoOwner, check.Id, at);
        Photos.Add(new PledgeCheckPhoto(check.Id, photo.Id, marks.Failed[0], 0));
        return check;
    }

    private GuaranteeMarks Marks() => chance.Random.Int(0, 3) switch
    {
        0 => new(false, false, true),
        1 => new(true, false, true),
        2 => new(true, true, false),
        _ => new(false, true, true),
    };

    /// <summary>One was right, one was not.</summary>
    private void Object(List<PledgeCheck> failed)
    {
        var (village, contested) = (people.FirstVillage, failed.Where(x => x.RegionCode == people.FirstVillage.Code && pledges.Reachable(x.HouseholdId) is not null).ToList());
        (bool Upheld, string Reason, string Answer)[] pleas =
        [
            (true, "那堆垃圾在邻居家门前，不是我家的。", "经现场核对，照片拍的是邻户，异议成立。"),
            (false, "就这一点柴草，不算占道。", "柴草堆在路面上，影响通行，维持检查结果。"),
        ];
        foreach (var (check, (upheld, reason, answer)) in contested.Zip(pleas))
        {
            var (by, at) = (pledges.Reachable(check.HouseholdId)!.PersonId, check.CheckedAt.AddHours(20));
            var objection = new PledgeObjection(chance.Id(at), check, by, reason, at);
            var decider = village.Committee.Find(x => x.AccountId != check.CheckerId && x.PersonId != check.CheckerId && !pledges.Lives(x.PersonId, check.HouseholdId)) ?? people.TownshipStaff[0];
            objection.Decide(decider.AccountId, upheld, answer, at.AddHours(26));
            Objections.Add(objection);
            if (upheld) check.Overturn(at.AddHours(26));
        }
    }

    private void PutRight(PledgeCheck check)
    {
        var at = check.CheckedAt.AddHours(chance.Between(24, 60));
        var pledge = InForce(check.HouseholdId, at) ?? signed[check.HouseholdId].First(x => x.Id == check.PledgeId);
        Check(pledge, new GuaranteeMarks(true, true, true), null, check.Id, check.CheckerId, at);
        check.PutInOrder(at);
    }

    /// <summary>What households of the first village heard lately: read or not, it reached them.</summary>
    private void Tell()
    {
        foreach (var check in Checks.Where(x => x.PutRightBy is not null && x.RegionCode == people.FirstVillage.Code && x.CheckedAt > now.AddDays(-InboxReachesBack)))
        {
            if (pledges.Reachable(check.HouseholdId) is not { } reader) continue;
            var message = PledgeMessages.CheckFailed(chance.Id(check.CheckedAt), check, reader.PersonId, check.CheckedAt);
            message.Record(new SendOutcome(SendResult.Sent), check.CheckedAt.AddSeconds(9));
            rows.Messages.Add(message);
        }
    }

    private Pledge? InForce(Guid householdId, DateTime at) =>
        signed[householdId].FirstOrDefault(x => x.SignedAt <= at && PledgeTerm.Parse(x.TermCode)!.Value.Contains(ChinaTime.DateOf(at)));

    private List<HouseholdGroup> GroupsOf(DemoVillage village) => [.. homes.Groups.Where(x => x.RegionCode == village.Code).OrderBy(x => x.WalkingOrder)];

    private static DateTime Min(DateTime one, DateTime other) => one < other ? one : other;
}
