using System.Globalization;
using Engagement.Core.People;

namespace Engagement.Core.Households.Importing;

/// <summary>Compares a file with the register. A household is the same when its code is; else when alley, door plate and head are, then with fewer of
/// them, as long as no other fits too. The same file twice changes nothing the second time.</summary>
public sealed class ImportPlanner(FieldCipher cipher)
{
    private readonly Dictionary<RegisterEntry, RegisteredHousehold> matches = new(ReferenceEqualityComparer.Instance);
    private readonly List<ImportError> errors = [];

    public ImportPlan Plan(RegisterFile file, IReadOnlyList<RegisteredHousehold> registered)
    {
        errors.AddRange(file.Errors);
        MatchCodes(file.Entries, registered);
        Match(file.Entries, registered, x => Key(x.Village, x.Alley ?? "", x.DoorPlate ?? "", x.Head?.Name), x => Key(x.Village, x.Alley ?? "", x.DoorPlate ?? "", x.Head?.Name));
        Match(file.Entries, registered, x => Key(x.Village, x.DoorPlate, x.Head?.Name), x => Key(x.Village, x.DoorPlate, x.Head?.Name));
        Match(file.Entries, registered, x => Key(x.Village, x.Alley ?? "", x.DoorPlate), x => Key(x.Village, x.Alley ?? "", x.DoorPlate));
        Match(file.Entries, registered, x => Key(x.Village, x.DoorPlate), x => Key(x.Village, x.DoorPlate));
        // By the head's name alone only where one side knows no door plate: two families may well have heads of one name.
        Match(file.Entries, registered, x => Key(x.Village, x.Head?.Name), x => x.DoorPlate is null ? Key(x.Village, x.Head?.Name) : null);
        Match(file.Entries, registered, x => x.DoorPlate is null ? Key(x.Village, x.Head?.Name) : null, x => Key(x.Village, x.Head?.Name));

        List<PlannedHousehold> added = [], changed = [];
        foreach (var entry in file.Entries)
        {
            if (!matches.TryGetValue(entry, out var it))
            {
                if (entry.Code is null) added.Add(new PlannedHousehold(entry, null, []));
                continue;
            }

            if (Changes(entry, it) is { Count: > 0 } changes) changed.Add(new PlannedHousehold(entry, it, changes));
        }

        var found = matches.Values.Select(x => x.Id).ToHashSet();
        return new ImportPlan(added, changed, matches.Count - changed.Count, [.. registered.Where(x => !found.Contains(x.Id))], [.. errors.OrderBy(x => x.Row)]);
    }

    private void MatchCodes(IReadOnlyList<RegisterEntry> entries, IReadOnlyList<RegisteredHousehold> registered)
    {
        var byCode = registered.ToDictionary(x => x.Code, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Code is not { } code) continue;
            if (byCode.TryGetValue(code, out var it) && it.Village == entry.Village) matches.TryAdd(entry, it);
            else errors.Add(new ImportError(entry.Row, $"户编号 {CellText.Cut(code)} 不在登记册中（或该户已不在本村）。新户请留空。"));
        }
    }

    /// <summary>Joins what is alone under a key on both sides. A key of null joins nothing.</summary>
    private void Match(
        IReadOnlyList<RegisterEntry> entries, IReadOnlyList<RegisteredHousehold> registered, Func<RegisterEntry, string?> keyOf, Func<RegisteredHousehold, string?> keyOfRegistered)
    {
        if (matches.Count == registered.Count) return;
        var taken = matches.Values.Select(x => x.Id).ToHashSet();
        Dictionary<string, RegisteredHousehold?> theirs = new(StringComparer.Ordinal);
        foreach (var it in registered)
            if (!taken.Contains(it.Id) && keyOfRegistered(it) is { } key && !theirs.TryAdd(key, it)) theirs[key] = null;
        if (theirs.Count == 0) return;
        Dictionary<string, RegisterEntry?> ours = new(StringComparer.Ordinal);
        foreach (var entry in entries)
            if (entry.Code is null && !matches.ContainsKey(entry) && keyOf(entry) is { } key && !ours.TryAdd(key, entry)) ours[key] = null;
        foreach (var (key, entry) in ours)
            if (entry is not null && theirs.GetValueOrDefault(key) is { } it) matches.Add(entry, it);
    }

    private static string? Key(params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts) if (part is null) return null;
        return string.Join('\n', parts);
    }

    private List<FieldChange> Changes(RegisterEntry entry, RegisteredHousehold it)
    {
        List<FieldChange> changes = [];
        if (entry.Alley is { } alley && alley != it.Alley) changes.Add(new FieldChange("胡同/小组", it.Alley, alley));
        if (entry.DoorPlate is { } plate && plate != it.DoorPlate) changes.Add(new FieldChange("门牌号", it.DoorPlate, plate));
        if (entry.Latitude is { } latitude && (latitude != it.Latitude || entry.Longitude != it.Longitude))
            changes.Add(new FieldChange("位置", Place(it.Latitude, it.Longitude), Place(latitude, entry.Longitude)));
        if (entry.WalkingOrder is { } order && order != it.WalkingOrder)
            changes.Add(new FieldChange("巡查顺序", it.WalkingOrder.ToString(CultureInfo.InvariantCulture), order.ToString(CultureInfo.InvariantCulture)));
        if (entry.Head is { } head && head.Name != it.Head?.Name) changes.Add(new FieldChange("户主", it.Head?.Name, head.Name));
        foreach (var member in entry.Members)
        {
            if (it.Members.Find(x => x.Name == member.Name) is not { } known)
            {
                if (!member.IsHead) changes.Add(new FieldChange("新成员", null, member.Name));
                continue;
            }

            if (member.IsAdult is { } adult && adult != known.IsAdult) changes.Add(new FieldChange($"{member.Name} 是否成年", Word(known.IsAdult), Word(adult)));
            if (member.Relation is { } relation && relation != known.Relation) changes.Add(new FieldChange($"{member.Name} 与户主关系", known.Relation, relation));
            if (member.Phone is not { } phone) continue;
            var old = known.ContactPhone is { } sealedPhone ? cipher.Decrypt(sealedPhone) : null;
            if (old != phone) changes.Add(new FieldChange($"{member.Name} 联系电话", old is null ? null : Person.MaskPhone(old), Person.MaskPhone(phone)));
        }

        return changes;
    }

    private static string Word(bool adult) => adult ? "是" : "否";

    private static string? Place(double? latitude, double? longitude) =>
        latitude is null ? null : string.Create(CultureInfo.InvariantCulture, $"{latitude:0.######}, {longitude:0.######}");
}
