using Engagement.Core.Codes;
using Engagement.Core.Households;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>Who of the township's households signed the three guarantees, this half-year and the last, and what they answer for.
/// Draws its own chance, so that the other stories are the same with and without it.</summary>
public sealed class DemoPledges
{
    private const int Seed = 210_285, SignsWithin = 45, SignedBefore = 74, PaperShare = 25, FrontageShare = 15;
    private static readonly string[] Boundaries = ["东至路边沟，西至自家院墙", "南至大街中线，北至院门", "门前十米至河沿", "院门两侧各五米，至排水沟"];

    private readonly DemoChance chance = new(Seed);
    private readonly DemoInk ink = new();
    private readonly DemoPeople people;
    private readonly DemoRows rows;
    private readonly HashSet<Guid> withWeChat;
    private readonly ILookup<Guid, Membership> members;
    private readonly DateTime now;

    /// <param name="people">Who lives there.</param>
    /// <param name="homes">Behind which doors.</param>
    /// <param name="everywhere">The wording above the township's.</param>
    /// <param name="villageNames">Full name by village code.</param>
    /// <param name="pictures">Painted pictures.</param>
    /// <param name="rows">Takes the photos with their files.</param>
    /// <param name="now">Nothing happens later.</param>
    public DemoPledges(
        DemoPeople people, DemoHouseholds homes, PledgeWording everywhere, IReadOnlyDictionary<string, string> villageNames, DemoPhotos pictures, DemoRows rows, DateTime now)
    {
        (this.people, this.rows, this.now) = (people, rows, now);
        withWeChat = [.. people.Accounts.Select(x => x.PersonId)];
        members = homes.Memberships.Where(x => x.Status == MembershipStatus.Active).ToLookup(x => x.HouseholdId);
        Word();
        var current = PledgeTerm.On(ChinaTime.DateOf(now), PledgeTermKind.HalfYear);
        PledgeTerm[] terms = [PledgeTerm.On(current.From.AddDays(-1), PledgeTermKind.HalfYear), current];
        foreach (var village in people.Villages)
        {
            var (wording, share) = (WordingOf(village, everywhere), chance.Random.Int(72, 88));
            var texts = terms.ToDictionary(x => x, x => PledgeText.Compose(wording, villageNames[village.Code], x, Templates[0].PublishedAt));
            Texts.AddRange(texts.Values);
            foreach (var home in homes.Households.Where(x => x.RegionCode == village.Code))
            {
                if (chance.Percent(SignedBefore) || Lives(people.Wang, home)) Sign(village, home, texts[terms[0]], terms[0], homes);
                // Wang let it lapse: she can be signed in as and has something to sign.
                if (!Lives(people.Wang, home) && (Lives(people.Zhang, home) || Lives(people.Li, home) || chance.Percent(share))) Sign(village, home, texts[current], current, homes);
                if (chance.Percent(FrontageShare) || Lives(people.Zhang, home)) Describe(village, home, pictures);
            }
        }

        TakeOneBack(terms[1]);
    }

    public List<PledgeTemplate> Templates { get; } = [];
    public List<PledgeText> Texts { get; } = [];
    public List<Pledge> Pledges { get; } = [];
    public List<Frontage> Frontages { get; } = [];

    /// <summary>What the store keeps of these pledges and the checks of them.</summary>
    public IEnumerable<PledgeCount> CountsWith(IEnumerable<PledgeCheck> checks)
    {
        var signed = Pledges.Where(x => x.WithdrawnAt is null).CountBy(x => (x.RegionCode, x.TermCode)).ToDictionary();
        var first = checks.Where(x => !x.IsSecondVisit && x.State != PledgeCheckState.Overturned).ToLookup(x => (x.RegionCode, x.TermCode));
        return signed.Keys.Union(first.Select(x => x.Key)).Select(x =>
            new PledgeCount(x.RegionCode, x.TermCode, signed.GetValueOrDefault(x), first[x].Count(), first[x].Count(c => c.State == PledgeCheckState.Kept)));
    }

    /// <summary>A grown-up of the household who can be reached on the phone; null when there is none.</summary>
    public Membership? Reachable(Guid householdId) => members[householdId].FirstOrDefault(x => x.IsAdult && withWeChat.Contains(x.PersonId));

    public bool Lives(DemoVillager who, Household home) => members[home.Id].Any(x => x.PersonId == who.Person.Id);

    public bool Lives(Guid? personId, Guid householdId) => personId is { } id && members[householdId].Any(x => x.PersonId == id);

    /// <summary>A picture somebody took, hung on what it shows.</summary>
    public Photo Picture(InspectedPhoto picture, Guid by, string ownerKind, Guid ownerId, DateTime at)
    {
        var photo = new Photo(chance.Id(at), by, picture, hasThumbnail: false, at);
        photo.AttachTo(ownerKind, ownerId);
        rows.Photos.Add(photo);
        rows.Files[photo.Key] = picture.StrippedBytes;
        return photo;
    }

    private void Word()
    {
        var published = now.AddDays(-200);
        Templates.Add(new PledgeTemplate(chance.Id(published), DemoPeople.Township, 1,
            new PledgeWording("仙人洞镇门前三包承诺书", null, null, null, ["每月 25 日参加全镇义务清洁日。"]), PledgeTermKind.HalfYear, people.TownshipStaff[0].AccountId, published));
        foreach (var (village, additions) in people.Villages.Zip<DemoVillage, string[]>(
            [["下雪后当天清扫门前积雪，不往河沟里倒。", "秸秆进院堆放，不压路边沟。"], ["门前花池由本户浇水除草。"], ["养狗拴绳，粪便随手清理。"]]))
            Templates.Add(new PledgeTemplate(chance.Id(published), village.Code, 1, new PledgeWording(null, null, null, null, additions), null, village.Committee[0].AccountId, published));
    }

    private PledgeWording WordingOf(DemoVillage village, PledgeWording everywhere) => Templates.Where(x => x.RegionCode == DemoPeople.Township || x.RegionCode == village.Code)
        .Aggregate(everywhere, (wide, narrow) => wide.Under(narrow.Wording));

    private void Sign(DemoVillage village, Household home, PledgeText text, PledgeTerm term, DemoHouseholds homes)
    {
        var earliest = Later(home.CreatedAt.AddDays(1), ChinaTime.ToUtc(term.From.AddDays(-PledgeService.DaysAhead), new TimeOnly(8, 0)));
        var latest = Earlier(Earlier(now, term.EndsAt.AddMinutes(-1)), Later(earliest, ChinaTime.ToUtc(term.From, TimeOnly.MinValue)).AddDays(SignsWithin));
        if (earliest >= latest || members[home.Id].FirstOrDefault(x => x.IsAdult) is not { } head) return;
        var at = earliest + (latest - earliest) * chance.Between(0, 1);
        var proxy = homes.Proxies.Find(x => x.HouseholdId == home.Id && x.Since < at);
        var signer = Reachable(home.Id);
        var onPaper = proxy is null && (signer is null || chance.Percent(PaperShare)) && !Lives(people.Zhang, home);
        Pledges.Add(onPaper ? Enter(village, home, term, text, head, at) : Draw(village, home, term, text, signer ?? head, proxy?.PersonId, at));
    }

    private Pledge Enter(DemoVillage village, Household home, PledgeTerm term, PledgeText text, Membership head, DateTime at)
    {
        // Nobody enters the sheet of their own house.
        var clerk = (village.Committee.Find(x => !Lives(x.PersonId, home.Id)) ?? people.TownshipStaff[0]).AccountId!.Value;
        var pledge = New(home, term, text, PledgeMeans.Paper, head, clerk, at);
        Picture(ink.SheetOf(Pledges.Count), clerk, PledgeService.PhotoOwner, pledge.Id, at);
        return pledge;
    }

    /// <summary>Only the first village's signatures were drawn; painting files for all would cost every first start seconds.</summary>
    private Pledge Draw(DemoVillage village, Household home, PledgeTerm term, PledgeText text, Membership signer, Guid? proxy, DateTime at)
    {
        var pledge = New(home, term, text, PledgeMeans.MiniProgram, signer, proxy, at);
        if (village == people.FirstVillage) Picture(ink.SignatureOf(Pledges.Count), proxy ?? signer.PersonId, PledgeService.PhotoOwner, pledge.Id, at);
        return pledge;
    }

    private Pledge New(Household home, PledgeTerm term, PledgeText text, PledgeMeans means, Membership signer, Guid? enteredBy, DateTime at) =>
        new(new PledgeSigning(chance.Id(at), home.Id, home.RegionCode, term, text.Hash, chance.Random.String2(Pledge.VerifyCodeLength, CodeId.Alphabet), means, signer.PersonId, enteredBy, at), at);

    private void Describe(DemoVillage village, Household home, DemoPhotos pictures)
    {
        var (frontage, at) = (new Frontage(home.Id, village.Code), ChinaTime.ToUtc(ChinaTime.DateOf(home.CreatedAt).AddDays(chance.Random.Int(1, 20)), new TimeOnly(8, 0)).AddMinutes(chance.Random.Int(0, 560)));
        var by = village.Committee[1].AccountId!.Value;
        var photo = chance.Percent(30) ? Picture(pictures.Of(DemoScene.BrokenRoad, chance.Random.Int(0, 9), after: true), by, PledgeService.FrontagePhotoOwner, home.Id, at) : null;
        frontage.Describe(chance.Pick(Boundaries), photo?.Id, null, Earlier(at, now));
        Frontages.Add(frontage);
    }

    /// <summary>A pledge of the first village was signed by the wrong hand: the committee took it back, and the household signed again.</summary>
    private void TakeOneBack(PledgeTerm term)
    {
        var second = Pledges.FindLast(x => x.RegionCode == people.FirstVillage.Code && x.TermCode == term.Code)!;
        var at = second.SignedAt.AddHours(-3);
        var wrong = new Pledge(new PledgeSigning(chance.Id(at), second.HouseholdId, second.RegionCode, term, second.TextHash,
            chance.Random.String2(Pledge.VerifyCodeLength, CodeId.Alphabet), second.Means, second.SignedBy!.Value, second.EnteredBy, at), at);
        wrong.Withdraw(people.FirstVillage.Committee[0].AccountId, "由孩子代签，请户主本人重新签订", at.AddHours(2));
        Pledges.Add(wrong);
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
