using Engagement.Core.Cases;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>Half a year in the life of a township, up to this moment. Everything but the dates comes from a fixed seed.</summary>
public sealed class DemoHalfYear
{
    private const int Seed = 210283;
    private static readonly TimeSpan Length = TimeSpan.FromDays(184);

    private readonly DemoChance chance = new(Seed);
    private readonly DemoTexts texts = DemoTexts.Load();
    private readonly DemoTime time;
    private readonly DemoStage stage;

    /// <param name="regions">The county with all below it.</param>
    /// <param name="categories">With the deadlines that then hold.</param>
    /// <param name="calendar">Working days.</param>
    /// <param name="cipher">Seals phone numbers.</param>
    /// <param name="appId">The mini-program villagers sign in by.</param>
    /// <param name="now">Nothing happens later.</param>
    public DemoHalfYear(IReadOnlyList<Region> regions, IEnumerable<Category> categories, WorkingCalendar calendar, FieldCipher cipher, string appId, DateTime now)
    {
        People = new DemoPeople(regions, texts, chance, cipher, appId, now - Length);
        Homes = new DemoHouseholds(People, texts.Surnames, now);
        time = new DemoTime(calendar, chance);
        stage = new DemoStage(People, texts, Pictures, chance, time, calendar, categories.ToDictionary(x => x.Code), now);
    }

    public DemoPeople People { get; }

    /// <summary>Painted once for everything that happened.</summary>
    public DemoPhotos Pictures { get; } = new();

    /// <summary>Where they live.</summary>
    public DemoHouseholds Homes { get; }

    /// <param name="number">Gives each filing its number; asked in order of filing.</param>
    public async Task<DemoRows> PlayAsync(Func<DemoPlan, Task<string>> number)
    {
        Dictionary<DemoPlan, DemoStory> stories = new(ReferenceEqualityComparer.Instance);
        foreach (var plan in new DemoPlanner(People, texts, chance, time, stage.Now).Plan())
            stories.Add(plan, new DemoStory(stage, plan, await number(plan), plan.SameAs is { } first ? stories[first] : null));
        var duplicates = stories.Values.Where(x => x.Plan.SameAs is not null).ToLookup(x => x.Plan.SameAs!, ReferenceEqualityComparer.Instance);
        foreach (var story in stories.Values) story.Play([.. duplicates[story.Plan]]);
        stage.TellStaff();
        stage.SendMessages();
        return stage.Rows;
    }
}
