using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts.Responsibilities;

/// <summary>A leader and what they are to answer for.</summary>
public sealed record ResponsibilityWish(
    LeaderLevel Level, PostPerson Leader, string Title, Guid? StaffId, string? AreaName, IReadOnlyList<string> Places, DateOnly From, DateOnly? To);

/// <summary>Gives leaders their places and takes them back. Townships enter their own leaders, counties all.</summary>
public sealed class ResponsibilityService(EngagementDbContext db, PostPeople people, StaffDirectory staff, TimeProvider clock)
{
    internal const string Target = "responsibility";

    public async Task<Responsibility> AddAsync(Actor actor, ResponsibilityWish wish, CancellationToken cancel)
    {
        DutyPostService.DemandDay(wish.From, "from");
        if (wish.To is { } to)
        {
            DutyPostService.DemandDay(to, "to");
            if (to < wish.From) throw PostErrors.EndsBeforeStart("to");
        }

        var codes = wish.Places.Select(x => x.Trim()).Distinct().ToList();
        var known = await db.Set<Region>().AsNoTracking().Where(x => codes.Contains(x.Code) && x.Active).Select(x => x.Code).ToListAsync(cancel);
        if (codes.Except(known).FirstOrDefault() is { } unknown) throw PostErrors.UnknownPlace(unknown);
        if (!Fits(wish.Level, codes)) throw PostErrors.WrongPlaceLevel();
        var region = Responsibility.CommonRegion(codes);
        if (!MayEdit(actor, wish.Level, region)) throw PostErrors.OutsideYourRegion();
        if (wish.StaffId is { } account && await staff.FindActiveAsync(account, cancel) is null) throw PostErrors.NoSuchStaff();
        var person = await people.FindOrAddAsync(wish.Leader, region, "leader", cancel);
        if (await db.Set<Responsibility>().AnyAsync(x => x.PersonId == person && x.Level == wish.Level && (x.To == null || x.To >= wish.From)
            && (wish.To == null || x.From <= wish.To) && x.Places.Any(p => codes.Contains(p.RegionCode)), cancel)) throw PostErrors.ResponsibilityExists();
        var it = new Responsibility(clock.NewId(), wish.Level, person, wish.Title.Trim(), wish.StaffId, Trimmed(wish.AreaName), codes, wish.From, wish.To);
        db.Add(it);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "responsibility.add", Target, it.Id, $"{wish.Level} {region}"));
        await db.SaveChangesAsync(cancel);
        return it;
    }

    /// <returns>Null when absent or outside the actor's regions.</returns>
    public async Task<Responsibility?> EndAsync(Actor actor, Guid id, int version, DateOnly lastDay, CancellationToken cancel)
    {
        var it = await db.Set<Responsibility>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (it is null || !actor.Holds(it.RegionCode, Enum.GetValues<Role>())) return null;
        if (!MayEdit(actor, it.Level, it.RegionCode)) throw PostErrors.OutsideYourRegion();
        if (it.Version != version) throw new StaleVersion();
        DutyPostService.DemandDay(lastDay, "on");
        it.End(lastDay);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "responsibility.end", Target, id));
        await db.SaveChangesAsync(cancel);
        return it;
    }

    /// <summary>A township enters its own leaders; those above it are the county's business.</summary>
    public static bool MayEdit(Actor actor, LeaderLevel level, string regionCode) =>
        actor.Holds(regionCode, Role.CountyOffice) || (level == LeaderLevel.Township && actor.Holds(regionCode, Role.TownshipStaff));

    /// <summary>市领导包县、县领导包片（乡镇或村）、乡镇领导包村; never beyond one county, and a township's leader not beyond the township.</summary>
    public static bool Fits(LeaderLevel level, IReadOnlyList<string> codes) => codes.Count > 0 && Responsibility.CommonRegion(codes).Length >= 6 && level switch
    {
        LeaderLevel.Municipal => codes.All(x => x.Length == 6),
        LeaderLevel.County => codes.All(x => x.Length is 9 or 12),
        _ => codes.All(x => x.Length == 12) && Responsibility.CommonRegion(codes).Length >= 9,
    };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
