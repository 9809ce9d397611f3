using Engagement.Core.Cases;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Staff;

namespace Engagement.Api.Demo;

/// <summary>What befalls a complaint on its way: weather, missing parts, next year's plan, an office whose matter it is not.</summary>
public sealed partial class DemoStory
{
    /// <returns>False when the story stays where it is.</returns>
    private bool Turn() => plan.Turn switch
    {
        DemoTurn.Paused => Pause(),
        DemoTurn.Extended => Extend(),
        DemoTurn.Deferred => Defer(),
        _ => true,
    };

    private bool Pause()
    {
        var reason = chance.Pick(stage.Texts.PauseReasons);
        Case.Pause(worker, at, CasePauseReason.Weather, reason, at.AddDays(12), stage.Calendar);
        Done(worker, "case.pause", CaseMessages.Paused, reason);
        if (!Pass(chance.Between(30, 60))) return false;
        Case.Resume(worker, at, null, stage.Calendar);
        Done(worker, "case.resume", CaseMessages.Resumed);
        return true;
    }

    private bool Extend()
    {
        var reason = chance.Pick(stage.Texts.ExtensionReasons);
        if (Case.DueAt <= at) return true;
        var request = Case.AskExtension(chance.Id(at), worker, at, reason, new TimeAllowance(5, DeadlineUnit.WorkingDays));
        stage.Rows.Requests.Add(request);
        Done(worker, "case.ask_extension");
        if (!Pass(chance.Between(1, 5))) return false;
        Grant(request, CaseMessages.Extended);
        return true;
    }

    private bool Defer()
    {
        var request = Case.AskDeferral(chance.Id(at), worker, at, chance.Pick(stage.Texts.DeferralPlans), at.AddDays(90));
        stage.Rows.Requests.Add(request);
        Done(worker, "case.ask_deferral");
        if (Pass(chance.Between(1, 5))) Grant(request, CaseMessages.Deferred);
        return false;
    }

    private void Grant(CaseRequest request, string eventName)
    {
        var above = stage.People.CountyStaff[0];
        Case.Approve(request, above, at, null, stage.Calendar);
        Done(above, "case.approve_request", eventName, request.Reason);
    }

    /// <summary>To the village itself, whose committee then has it.</summary>
    private bool Return()
    {
        var reason = chance.Pick(stage.Texts.ReturnReasons);
        Case.Return(clerk, at, stage.People.Offices.Single(x => x.Kind == OfficeKind.VillageCommittee && x.RegionCode == plan.Village.Code).Id, reason);
        Done(clerk, "case.return");
        clerk = plan.Village.Committee[0];
        return Pass(chance.Between(0.5, 3));
    }
}
