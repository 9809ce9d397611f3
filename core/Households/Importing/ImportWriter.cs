using Engagement.Core.Data;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Importing;

/// <summary>Writes a plan inside the caller's transaction: new households past the change tracker in batches, changed ones by the entities' own verbs.</summary>
internal sealed class ImportWriter(EngagementDbContext db, HouseholdCounts counts, FieldCipher cipher, TimeProvider clock, Actor actor, CancellationToken cancel)
{
    private const int NewPerBatch = 1000, ChangedPerBatch = 250;

    private readonly DateTime now = clock.UtcNow();
    private readonly Dictionary<(string Village, string Name), Guid> groups = [];

    public async Task WriteAsync(ImportPlan plan)
    {
        await MakeGroupsAsync([.. plan.New.Concat(plan.Changed).Select(x => x.Entry).Where(x => x.Alley is not null).Select(x => (x.Village, x.Alley!)).Distinct()]);
        foreach (var village in plan.New.GroupBy(x => x.Entry.Village).OrderBy(x => x.Key, StringComparer.Ordinal))
        {
            var serial = await counts.AddAsync(village.Key, village.Count(), cancel);
            foreach (var batch in village.Chunk(NewPerBatch))
                await db.InsertAsync(Rows(batch, ref serial), cancel);
        }

        foreach (var batch in plan.Changed.Chunk(ChangedPerBatch)) await ChangeAsync(batch);
    }

    private async Task MakeGroupsAsync(IReadOnlyCollection<(string Village, string Name)> wanted)
    {
        foreach (var village in wanted.GroupBy(x => x.Village))
        {
            var known = await db.Set<HouseholdGroup>().AsNoTracking().Where(x => x.RegionCode == village.Key).ToListAsync(cancel);
            foreach (var group in known) groups[(village.Key, group.Name)] = group.Id;
            var order = known.Count == 0 ? 0 : known.Max(x => x.WalkingOrder);
            var added = village.Where(x => !groups.ContainsKey(x)).Select(x => new HouseholdGroup(clock.NewId(), x.Village, x.Name, ++order, now)).ToList();
            foreach (var group in added) groups[(village.Key, group.Name)] = group.Id;
            if (added.Count > 0) await db.InsertAsync(added, cancel);
        }
    }

    /// <summary>Table by table: a statement used again is not prepared again.</summary>
    private List<object> Rows(PlannedHousehold[] batch, ref int serial)
    {
        List<object> households = new(batch.Length), persons = [], lines = [], events = new(batch.Length);
        foreach (var (entry, _, _) in batch)
        {
            var it = new Household(clock.NewId(), entry.Village, serial++, PlaceOf(entry, null), now);
            households.Add(it);
            events.Add(new HouseholdEvent(clock.NewId(), it.Id, HouseholdEventType.Imported, actor, null, null, now));
            foreach (var member in entry.Members)
            {
                var person = NewPerson(member, entry.Village);
                persons.Add(person);
                lines.Add(NewLine(it, person, member, member.IsHead ? MemberRole.Head : MemberRole.Member));
            }
        }

        return [.. households, .. persons, .. lines, .. events];
    }

    private async Task ChangeAsync(PlannedHousehold[] batch)
    {
        var ids = batch.Select(x => x.Registered!.Id).ToList();
        var households = await db.Set<Household>().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancel);
        var lines = (await db.Set<Membership>().Where(x => ids.Contains(x.HouseholdId) && x.Status == MembershipStatus.Active).ToListAsync(cancel)).ToDictionary(x => x.Id);
        var personIds = lines.Values.Select(x => x.PersonId).ToList();
        var persons = await db.Set<Person>().Where(x => personIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancel);
        List<(Household It, Membership? Line, RegisterMember Head)> heads = [];
        foreach (var (entry, registered, changes) in batch)
        {
            var it = households[registered!.Id];
            it.Settle(PlaceOf(entry, it));
            db.Entry(it).Property(x => x.Version).IsModified = true;
            db.Add(new HouseholdEvent(clock.NewId(), it.Id, HouseholdEventType.Edited, actor, $"导入更新 {changes.Count} 项", null, now));
            // The head first, so that the old one is an ordinary member before the file may say that they are not of age.
            foreach (var member in entry.Members.OrderByDescending(x => x.IsHead))
            {
                var line = registered.Members.Find(x => x.Name == member.Name) is { } known ? lines[known.MembershipId] : null;
                if (line is null && !member.IsHead) Enter(it, member, MemberRole.Member);
                if (line is not null) Describe(line, persons[line.PersonId], member);
                if (!member.IsHead || line?.Role == MemberRole.Head) continue;
                heads.Add((it, line, member));
                if (registered.Head is { } old) lines[old.MembershipId].Become(MemberRole.Member);
            }
        }

        // The old heads first: the database allows a household no second one, not even within one save.
        await db.SaveChangesAsync(cancel);
        foreach (var (it, line, member) in heads)
        {
            if (line is null) Enter(it, member, MemberRole.Head);
            else line.Become(MemberRole.Head);
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private void Describe(Membership line, Person person, RegisterMember member)
    {
        // A head is of age: one who is to become it is described as such first.
        line.Describe(member.IsHead || (member.IsAdult ?? line.IsAdult), member.Relation ?? line.Relation);
        if (member.Phone is { } phone && (person.ContactPhone is null || cipher.Decrypt(person.ContactPhone) != phone)) person.ReachAt(cipher.Encrypt(phone));
    }

    private void Enter(Household it, RegisterMember member, MemberRole role)
    {
        var person = NewPerson(member, it.RegionCode);
        db.AddRange(person, NewLine(it, person, member, role));
    }

    private Person NewPerson(RegisterMember member, string village)
    {
        var person = new Person(clock.NewId(), member.Name, village, now);
        if (member.Phone is { } phone) person.ReachAt(cipher.Encrypt(phone));
        return person;
    }

    private Membership NewLine(Household it, Person person, RegisterMember member, MemberRole role) =>
        Membership.Enter(clock.NewId(), it, person.Id, role, member.IsAdult ?? true, member.Relation, now);

    /// <summary>What the file does not say stays as it is.</summary>
    private HouseholdPlace PlaceOf(RegisterEntry entry, Household? it) => new(
        entry.DoorPlate ?? it?.DoorPlate,
        entry.Alley is { } alley ? groups[(entry.Village, alley)] : it?.GroupId,
        entry.Latitude is { } latitude ? new Regions.Position(latitude, entry.Longitude!.Value) : it?.Latitude is { } old ? new Regions.Position(old, it.Longitude!.Value) : null,
        entry.WalkingOrder);
}
