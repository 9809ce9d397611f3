using System.Text.Json;
using System.Text.Json.Serialization;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Templates;

/// <summary>What holds in a place: the wordings of all places around it laid over one another.</summary>
/// <param name="Wording">Complete unless nobody published.</param>
/// <param name="Term">The narrowest statement; a year when nobody said.</param>
/// <param name="From">The templates it is made of, widest first.</param>
public sealed record PledgeRegime(PledgeWording Wording, PledgeTermKind Term, IReadOnlyList<PledgeTemplate> From);

/// <summary>Publishes the wordings of places and says what holds where.</summary>
public sealed class PledgeTemplates(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    /// <summary>The wordings in force on the way down to a place, or only to the places above it.</summary>
    public async Task<PledgeRegime> InForceAsync(string regionCode, CancellationToken cancel, bool aboveOnly = false)
    {
        var path = Region.PathOf(regionCode).Prepend("").Where(x => !aboveOnly || x.Length < regionCode.Length).ToList();
        var all = await db.Set<PledgeTemplate>().AsNoTracking().Where(x => path.Contains(x.RegionCode)
            && x.Number == db.Set<PledgeTemplate>().Where(y => y.RegionCode == x.RegionCode).Max(y => y.Number)).ToListAsync(cancel);
        List<PledgeTemplate> layers = [.. all.OrderBy(x => x.RegionCode.Length)];
        return new PledgeRegime(
            layers.Aggregate(new PledgeWording(null, null, null, null, []), (wide, narrow) => wide.Under(narrow.Wording)),
            layers.LastOrDefault(x => x.Term is not null)?.Term ?? PledgeTermKind.Year, layers);
    }

    /// <summary>What a household of this village would sign now for this term.</summary>
    /// <exception cref="RuleViolation">Nobody published a whole text for the village.</exception>
    public async Task<PledgeText> TextAsync(string village, PledgeTerm term, PledgeRegime regime, CancellationToken cancel) =>
        PledgeText.Compose(regime.Wording, (await regions.NamesAsync([village], cancel, fromLength: Math.Min(6, village.Length)))[village], term, clock.UtcNow());

    /// <summary>How a wording not yet published would read in the place.</summary>
    public async Task<PledgeText> PreviewAsync(Actor actor, string regionCode, PledgeWording wording, PledgeTermKind? term, CancellationToken cancel)
    {
        DemandMayPublish(actor, regionCode);
        var above = await InForceAsync(regionCode, cancel, aboveOnly: true);
        var whole = above.Wording.Under(wording);
        return await TextAsync(regionCode, PledgeTerm.On(ChinaTime.Today(clock), term ?? above.Term), above with { Wording = whole }, cancel);
    }

    /// <summary>The next wording of a place. Who signed before keeps the text they signed.</summary>
    /// <exception cref="RuleViolation">Together with the wider places a guarantee would still be missing.</exception>
    /// <exception cref="StaleVersion">Somebody published for the place at the same moment.</exception>
    public async Task<PledgeTemplate> PublishAsync(Actor actor, string regionCode, PledgeWording wording, PledgeTermKind? term, CancellationToken cancel)
    {
        DemandMayPublish(actor, regionCode);
        if (await regions.ActiveAsync(regionCode, cancel) is null) throw PledgeErrors.UnknownRegion();
        _ = await PreviewAsync(actor, regionCode, wording, term, cancel);
        var now = clock.UtcNow();
        var last = await db.Set<PledgeTemplate>().Where(x => x.RegionCode == regionCode).MaxAsync(x => (int?)x.Number, cancel) ?? 0;
        var template = new PledgeTemplate(clock.NewId(), regionCode, last + 1, wording, term, actor.AccountId, now);
        db.Add(template);
        db.Add(AuditLine.Of(actor, now, "pledge_template.publish", "pledge_template", template.Id, detail: $"{regionCode} {template.Number}"));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw new StaleVersion();
        }

        return template;
    }

    /// <summary>Every wording a place had, newest first.</summary>
    public async Task<IReadOnlyList<PledgeTemplate>> HistoryAsync(string regionCode, CancellationToken cancel) =>
        await db.Set<PledgeTemplate>().AsNoTracking().Where(x => x.RegionCode == regionCode).OrderByDescending(x => x.Number).Take(100).ToListAsync(cancel);

    /// <summary>Puts the shipped wording into an empty store, for everywhere.</summary>
    public async Task SeedAsync(CancellationToken cancel)
    {
        if (await db.Set<PledgeTemplate>().AnyAsync(cancel)) return;
        await using var stream = typeof(PledgeTemplates).Assembly.GetManifestResourceStream("Engagement.Core.Pledges.Templates.pledge-template.seed.json")!;
        var seed = (await JsonSerializer.DeserializeAsync<Seed>(stream, SeedJson, cancel))!;
        db.Add(new PledgeTemplate(clock.NewId(), "", 1, new PledgeWording(seed.Title, seed.Cleanliness, seed.Order, seed.Greening, []), seed.Term, null, clock.UtcNow()));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A committee words its own village's text, a township and a county everything below them.</summary>
    public static bool MayPublish(Actor actor, string regionCode) =>
        actor.Holds(regionCode, Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice, Role.Administrator);

    private static void DemandMayPublish(Actor actor, string regionCode)
    {
        if (!MayPublish(actor, regionCode)) throw PledgeErrors.NotYourVillage();
    }

    private static readonly JsonSerializerOptions SeedJson = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private sealed record Seed(string Title, string Cleanliness, string Order, string Greening, PledgeTermKind Term);
}
