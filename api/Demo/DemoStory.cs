using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>Plays one complaint through the verbs of <see cref="Case"/>, each with its actor and its moment, until it ends, gets stuck, or reaches today.</summary>
public sealed partial class DemoStory
{
    private readonly DemoStage stage;
    private readonly DemoPlan plan;
    private readonly DemoChance chance;
    private readonly int place;
    private readonly Actor citizen;
    private readonly Actor worker;
    private readonly string[] placeWords;
    private Actor clerk;
    private DateTime at;

    /// <param name="stage">Shared by all.</param>
    /// <param name="plan">What shall become of it.</param>
    /// <param name="number">The case's number.</param>
    /// <param name="same">The story this one repeats, at the same spot.</param>
    public DemoStory(DemoStage stage, DemoPlan plan, string number, DemoStory? same)
    {
        (this.stage, this.plan, chance, at) = (stage, plan, stage.Chance, plan.FiledAt);
        place = same?.place ?? chance.Random.Int(0, 2);
        placeWords = same?.placeWords ?? [chance.Pick(stage.Texts.Places), $"{chance.Random.Int(1, 8)}组"];
        clerk = chance.Pick(stage.People.TownshipStaff);
        citizen = plan.OnBehalf ? plan.Village.Committee[1] : plan.Reporter.Actor;
        worker = WhoWorks();
        Case = File(number);
    }

    public Case Case { get; }
    public DemoPlan Plan => plan;

    /// <param name="duplicates">Other people's complaints about the same thing.</param>
    public void Play(IReadOnlyList<DemoStory> duplicates)
    {
        Run(duplicates);
        if (Case.IsOpen) Support(stage.Now);
    }

    private void Run(IReadOnlyList<DemoStory> duplicates)
    {
        if (plan.Stop == DemoStop.Filed) return;
        if (plan.Ending == DemoEnding.Withdrawn && chance.Percent(50))
        {
            Withdraw();
            return;
        }

        if (!Pass(chance.Between(0.1, plan.Late ? 5 : 1.7))) return;
        if (plan.Ending == DemoEnding.Rejected)
        {
            var reason = chance.Pick(stage.Texts.RejectReasons);
            Case.Reject(clerk, at, reason);
            Done(clerk, "case.reject", CaseMessages.Rejected, reason);
            return;
        }

        var note = chance.Pick(stage.Texts.AcceptNotes);
        Case.Accept(clerk, at, note);
        Done(clerk, "case.accept", CaseMessages.Accepted, note);
        foreach (var duplicate in duplicates) Merge(duplicate);
        if (plan.Stop == DemoStop.Accepted)
        {
            Urge();
            return;
        }

        for (var round = 0; Work(); round++)
        {
            if (plan.Stop == DemoStop.Resolved) return;
            if (round >= plan.Reopenings)
            {
                Answer();
                return;
            }

            if (!Reopen() || (plan.Stop == DemoStop.HandedUp && Case.ReopenCount >= Case.ReopeningsBeforeNextLevel)) return;
        }
    }

    /// <summary>Assigned, started, perhaps asked about, resolved.</summary>
    /// <returns>False when the story stays open.</returns>
    private bool Work()
    {
        if (!Pass(chance.Between(0.2, 3) * Pace)) return false;
        if (plan.Turn == DemoTurn.Returned && Case.ReturnCount == 0 && !Return()) return false;
        var note = chance.Pick(stage.Texts.AssignNotes);
        Case.Assign(clerk, at, worker.AccountId!.Value, note);
        Done(clerk, "case.assign", CaseMessages.Assigned, null);
        if (!Pass(chance.Between(0.5, plan.Duty ? 9 : 6) * Pace)) return false;
        Case.Start(worker, at, chance.Pick(stage.Texts.StartNotes));
        Done(worker, "case.start");
        if (Case.Round == 0 && !Turn()) return false;
        if (chance.Percent(15) && Pass(0.7 * Pace)) Note();
        if (chance.Percent(10)) Add();
        if (Case.Round == 0 && !Urge()) return false;
        if (plan.Ending == DemoEnding.Withdrawn)
        {
            Withdraw();
            return false;
        }

        if (plan.Stop == DemoStop.Started || !Pass(HoursOfWork())) return false;
        if (plan.Ending == DemoEnding.ClosedByStaff)
        {
            var reason = chance.Pick(stage.Texts.CloseReasons);
            Case.Close(clerk, at, reason);
            Done(clerk, "case.close", CaseMessages.Closed, reason);
            return false;
        }

        if (Case.Round == 0) Support(at);
        var text = chance.Pick(stage.Texts.Categories[Case.CategoryCode].Resolved);
        stage.Show(Case, Case.Resolve(worker, at, text), worker, PhotoStage.After, stage.PictureOf(Case, place, after: true)!);
        Done(worker, "case.resolve", CaseMessages.Resolved, text, toSupporters: true);
        return true;
    }

    private void Answer()
    {
        var end = Case.AnswerBy!.Value;
        if (plan.Ending == DemoEnding.Silent || !Citizen(chance.Between(0.5, 70), before: end))
        {
            if (end.AddMinutes(3) > stage.Now) return;
            at = end.AddMinutes(chance.Random.Int(1, 3));
            Case.CloseUnanswered(at);
            Done(Actor.System, "", CaseMessages.Closed, null);
            return;
        }

        var satisfaction = chance.Weighted([(5, 52), (4, 33), (3, 15)]);
        var words = satisfaction switch { 5 => stage.Texts.Comments5, 4 => stage.Texts.Comments4, _ => stage.Texts.Comments3 };
        Rate(solved: true, satisfaction, chance.Pick(words));
    }

    private bool Reopen()
    {
        if (!Citizen(chance.Between(2, plan.Duty ? 12 : 60), before: Case.AnswerBy!.Value)) return false;
        if (chance.Percent(50))
        {
            Rate(solved: false, chance.Random.Int(1, 2), chance.Pick(stage.Texts.CommentsBad));
        }
        else
        {
            Case.Reopen(citizen, at, chance.Pick(stage.Texts.ReopenReasons), stage.Calendar);
            Done(citizen, "case.reopen");
        }

        if (Case.ReopenCount < Case.ReopeningsBeforeNextLevel) return true;
        Case.HandUp(stage.People.CountyOffice.Id, at);
        stage.Tell(Case, at, CaseMessages.HandedUp, stage.People.CountyOffice.Name);
        clerk = chance.Pick(stage.People.CountyStaff);
        return true;
    }

    private void Rate(bool solved, int satisfaction, string? comment)
    {
        stage.Rows.Ratings.Add(Case.Rate(chance.Id(at), citizen, at, solved, satisfaction, comment, stage.Calendar));
        Done(citizen, "case.rate");
    }

    private void Merge(DemoStory duplicate)
    {
        at = at > duplicate.at ? at : duplicate.at;
        if (!Pass(chance.Between(0.2, 1.5))) return;
        var reason = chance.Pick(stage.Texts.MergeReasons);
        duplicate.Case.MergeInto(Case, clerk, at, reason);
        stage.Audit(clerk, at, "case.merge", duplicate.Case);
        stage.Tell(duplicate.Case, at, CaseMessages.Merged, Case.Number);
        stage.Follow(duplicate.Case, Case);
    }

    private void Note()
    {
        Case.Note(worker, at, chance.Pick(stage.Texts.Notes));
        Done(worker, "case.note");
    }

    private void Add()
    {
        if (!Citizen(chance.Between(1, 20))) return;
        var line = Case.Add(citizen, at, chance.Pick(stage.Texts.Additions), stage.Calendar);
        if (chance.Percent(50) && stage.PictureOf(Case, place + 1, after: false) is { } picture) stage.Show(Case, line, citizen, PhotoStage.Addition, picture);
        Done(citizen, "case.add");
    }

    /// <returns>False when today came first.</returns>
    private bool Urge()
    {
        for (var i = 0; i < plan.Urges; i++)
        {
            if (!Citizen(chance.Between(26, 50))) return false;
            Case.Urge(citizen, at, chance.Pick(stage.Texts.Urges));
            Done(citizen, "case.urge");
        }

        return true;
    }

    private void Withdraw()
    {
        if (!Citizen(chance.Between(0.3, 9))) return;
        Case.Withdraw(citizen, at, chance.Pick(stage.Texts.WithdrawReasons));
        Done(citizen, "case.withdraw");
    }

    private void Support(DateTime until)
    {
        if (!Case.IsPublic || Case.AcceptedAt is not { } from) return;
        for (var i = 0; i < plan.Supporters; i++)
        {
            var when = stage.Time.AwakeBy(from.AddMinutes(chance.Between(0, (until - from).TotalMinutes)));
            var neighbour = chance.Pick(plan.Village.Villagers);
            if (neighbour.HasWeChat) stage.Support(Case, neighbour, when > from ? when : from);
        }
    }

    private void Done(Actor actor, string action, string? eventName = null, string? text = null, bool toSupporters = false)
    {
        stage.Audit(actor, at, action, Case, actor == citizen && plan.OnBehalf ? Case.ReporterId : null);
        if (eventName is not null) stage.Tell(Case, at, eventName, text, toSupporters);
    }

    private Case File(string number)
    {
        var (texts, category) = (stage.Texts, stage.Texts.Categories[plan.Category]);
        var pictures = category.Scene is null ? 0 : chance.Weighted([(0, 22), (1, 50), (2, 22), (3, 6)]);
        var text = pictures > 0 && !plan.OnBehalf && chance.Percent(6) ? null
            : chance.Pick(category.Descriptions).Replace("{place}", placeWords[0], StringComparison.Ordinal).Replace("{since}", chance.Pick(texts.Since), StringComparison.Ordinal);
        var located = !plan.OnBehalf && chance.Percent(82);
        var centre = plan.Village.Centre;
        var it = Case.File(
            new CaseFiling(CaseKind.Complaint, plan.Category, stage.PolicyOf(plan.Category), text, plan.Visibility, plan.Hidden, plan.Village.Code,
                $"{plan.Village.Name}{placeWords[1]}，{placeWords[0]}",
                located ? Math.Round(centre.Latitude + chance.Between(-0.005, 0.005), 6) : null, located ? Math.Round(centre.Longitude + chance.Between(-0.006, 0.006), 6) : null,
                located ? chance.Random.Int(5, 65) : null, plan.Reporter.Person.Id, plan.OnBehalf ? citizen.AccountId : null),
            chance.Id(at), number, stage.People.TownshipOffice.Id, stage.Calendar, citizen, at);
        stage.Show(it, it.Timeline[0], citizen, PhotoStage.Before, [.. Enumerable.Range(0, pictures).Select(i => stage.PictureOf(it, place + i, after: false)!)]);
        stage.Audit(citizen, at, "case.file", it, plan.OnBehalf ? it.ReporterId : null);
        stage.Tell(it, at, CaseMessages.Filed, null);
        stage.Rows.Cases.Add(it);
        return it;
    }

    /// <summary>Mostly the village itself; a department where it is competent or the village shall not know.</summary>
    private Actor WhoWorks()
    {
        var department = plan.Category switch
        {
            "livestock" or "straw" or "farm-waste" or "toilet" => "farming",
            "sewage" or "ditch" or "burning" or "water" or "rubbish" => "ecology",
            _ => "building",
        };
        if (plan.Hidden || chance.Percent(18)) return chance.Pick(stage.People.Departments[department]);
        return plan.Village.Committee[chance.Percent(65) ? 0 : 2];
    }

    /// <summary>Hours of the case's own unit that the work itself takes.</summary>
    private double HoursOfWork()
    {
        if (plan.Duty) return chance.Between(20, 40);
        var allowed = Case.Policy.ResolveWithin;
        var hours = allowed.Amount * (allowed.Unit == DeadlineUnit.WorkingDays ? stage.Time.WorkingDay : 1);
        return hours * (plan.Late ? chance.Between(1.05, 1.6) : chance.Between(0.08, 0.75));
    }

    private bool IsUrgent => Case.Policy.ResolveWithin.Unit == DeadlineUnit.ClockHours;

    /// <summary>Steps of two-hour matters follow each other in minutes.</summary>
    private double Pace => IsUrgent ? 0.1 : 1;

    /// <summary>Lets working time pass.</summary>
    /// <returns>False, and the clock stands, when that would be later than today's moment.</returns>
    private bool Pass(double hours) => GoTo(plan.Duty ? stage.Time.OnDuty(at, hours) : IsUrgent ? DemoTime.Clock(at, hours) : stage.Time.Office(at, hours));

    private bool Citizen(double hours, DateTime? before = null)
    {
        var next = stage.Time.Citizen(at, hours);
        return (before is null || next < before) && GoTo(next);
    }

    private bool GoTo(DateTime next)
    {
        if (next > stage.Now) return false;
        at = next;
        return true;
    }
}
