using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Photos;
using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>What all stories share, and how what they do is written down: audit lines, messages, photos.</summary>
public sealed class DemoStage(
    DemoPeople people, DemoTexts texts, DemoPhotos photos, DemoChance chance, DemoTime time, WorkingCalendar calendar,
    IReadOnlyDictionary<string, Category> categories, DateTime now)
{
    private const int LeftPending = 4, ReadWithinHours = 72;
    private static readonly TimeSpan StaffInboxReachesBack = TimeSpan.FromDays(30);
    private static readonly SendOutcome NotReachable = new(SendResult.Unreachable, "该居民没有微信账号。");

    private readonly Dictionary<Guid, List<Guid>> followers = [];
    private readonly Dictionary<Guid, List<Guid>> supporters = [];

    public DemoPeople People => people;
    public DemoTexts Texts => texts;
    public DemoChance Chance => chance;
    public DemoTime Time => time;
    public WorkingCalendar Calendar => calendar;
    public DateTime Now => now;
    public DemoRows Rows { get; } = new();

    public Category CategoryOf(Case it) => categories[it.CategoryCode];

    public DeadlinePolicy PolicyOf(string category) => categories[category].Policy;

    public void Audit(Actor actor, DateTime at, string action, Case it, Guid? onBehalfOf = null)
    {
        if (actor.Kind != ActorKind.System) Rows.Audit.Add(AuditLine.Of(actor, at, action, ComplaintService.PhotoOwner, it.Id, onBehalfOf: onBehalfOf));
    }

    /// <summary>To the reporter, to those whose complaints were merged into this one and, if wanted, to supporters.</summary>
    public void Tell(Case it, DateTime at, string eventName, string? text, bool toSupporters = false)
    {
        IEnumerable<Guid> to = followers.GetValueOrDefault(it.Id, []);
        if (toSupporters) to = to.Concat(supporters.GetValueOrDefault(it.Id, []));
        foreach (var person in to.Append(it.ReporterId!.Value).Distinct())
            Rows.Messages.Add(CaseMessages.Compose(chance.Id(at), it, person, eventName, CategoryOf(it).Name, text, at));
    }

    public void Follow(Case duplicate, Case target) => Of(followers, target.Id).Add(duplicate.ReporterId!.Value);

    /// <summary>Says "me too" for a neighbour, once.</summary>
    public void Support(Case it, DemoVillager neighbour, DateTime at)
    {
        var said = Of(supporters, it.Id);
        if (neighbour.Person.Id == it.ReporterId || said.Contains(neighbour.Person.Id)) return;
        it.DemandSupportable(neighbour.Person.Id);
        said.Add(neighbour.Person.Id);
        Rows.Supports.Add(new CaseSupport(it.Id, neighbour.Person.Id, at));
        Audit(neighbour.Actor, at, "case.support", it);
    }

    /// <summary>Hangs pictures on a line of the timeline.</summary>
    public void Show(Case it, CaseEvent line, Actor by, PhotoStage stage, params ReadOnlySpan<InspectedPhoto> pictures)
    {
        List<Guid> ids = [];
        foreach (var picture in pictures)
        {
            var taken = line.At.AddMinutes(-chance.Random.Int(2, 90));
            var photo = new Photo(chance.Id(line.At), by.AccountId!.Value, picture with { CapturedAt = taken, Latitude = it.Latitude, Longitude = it.Longitude }, hasThumbnail: false, line.At);
            photo.AttachTo(ComplaintService.PhotoOwner, it.Id);
            Rows.Photos.Add(photo);
            Rows.Files[photo.Key] = picture.StrippedBytes;
            Rows.CasePhotos.Add(new CasePhoto(it.Id, photo.Id, line.Id, stage, ids.Count, line.At));
            ids.Add(photo.Id);
        }

        it.ShowPhotos(ids, stage);
    }

    /// <summary>Before and after show the same place.</summary>
    public InspectedPhoto? PictureOf(Case it, int place, bool after) =>
        texts.Categories[it.CategoryCode].Scene is { } scene ? photos.Of(scene, place, after)
        // A tidy road is a fair picture of anything put right.
        : after ? photos.Of(DemoScene.BrokenRoad, place, after: true) : null;

    /// <summary>What staff were told lately. After all stories: what they are to hear is on the timelines.</summary>
    public void TellStaff()
    {
        var phones = people.Staff.Where(x => x.PersonId is not null).Select(x => x.Id).ToHashSet();
        foreach (var it in Rows.Cases)
            foreach (var line in it.Timeline.Where(x => now - x.At < StaffInboxReachesBack))
            {
                var (eventName, readers) = line.Type switch
                {
                    CaseEventType.Filed => (MessageEvents.CaseFiledToYou, people.TownshipStaff.Select(x => x.AccountId!.Value)),
                    CaseEventType.Assigned => (MessageEvents.CaseAssignedToYou, [line.SubjectStaffId!.Value]),
                    CaseEventType.Reopened when it.AssigneeId is { } worker => (MessageEvents.CaseReopened, [worker]),
                    CaseEventType.Urged when it.AssigneeId is { } worker => (MessageEvents.CaseUrged, [worker]),
                    _ => ("", Enumerable.Empty<Guid>()),
                };
                foreach (var reader in readers.Where(x => x != line.ActorId))
                    Rows.Messages.Add(OutboxMessage.ToStaff(
                        chance.Id(line.At), reader, phones.Contains(reader), eventName, it.Id, CaseMessages.FieldsOf(it, CategoryOf(it).Name, line.Text, line.At), line.At));
            }
    }

    /// <summary>The past's messages went out long ago and were read; today's last few wait for the job.</summary>
    public void SendMessages()
    {
        var reachable = people.Accounts.Select(x => x.PersonId).ToHashSet();
        Rows.Messages.Sort((a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
        var waiting = Rows.Messages.Where(x => x.PersonId is { } person && reachable.Contains(person)).TakeLast(LeftPending).ToHashSet();
        foreach (var message in Rows.Messages.Where(x => !waiting.Contains(x)))
        {
            if (message.Status == MessageStatus.Pending)
                message.Record(message.PersonId is not { } person || reachable.Contains(person) ? new SendOutcome(SendResult.Sent) : NotReachable, message.CreatedAt.AddSeconds(chance.Random.Int(1, 20)));
            var read = message.CreatedAt.AddHours(chance.Random.Int(1, ReadWithinHours));
            if (read < now) message.MarkRead(read);
        }
    }

    private static List<Guid> Of(Dictionary<Guid, List<Guid>> lists, Guid key) => lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
