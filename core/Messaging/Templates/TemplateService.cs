using System.Text.RegularExpressions;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Messaging.Templates;

/// <summary>A message as it would arrive. <c>TextFault</c>: what is wrong with the inbox's sentence, null when nothing is.</summary>
public sealed record MessagePreview(string Text, string? TextFault, IReadOnlyList<PreviewValue> Values);

/// <summary>One value of WeChat's card: what stands there, the whole when it had to be cut, and what is wrong with it; null when nothing is.</summary>
public sealed record PreviewValue(string Key, string Shown, string? Whole, string? Fault);

/// <summary>Administrators word the messages. Every edition is kept.</summary>
public sealed partial class TemplateService(EngagementDbContext db, TemplateCatalog catalog, TimeProvider clock)
{
    public const int TitleMaxLength = 40, TextMaxLength = 500, PageMaxLength = 128, ValueMaxLength = 100, KeyMaxLength = 32, MaxValues = 8, MaxApps = 10, TemplateIdMaxLength = 64;

    /// <summary>The template in force, read anew; null for an unknown event.</summary>
    public async Task<MessageTemplate?> FindAsync(Actor actor, string eventName, CancellationToken cancel)
    {
        Demand(actor);
        return (await catalog.ReadAsync(cancel)).GetValueOrDefault(eventName);
    }

    /// <summary>Editions of one template, newest first; without any the shipped words are in force.</summary>
    public async Task<IReadOnlyList<TemplateEdition>> HistoryAsync(Actor actor, string eventName, CancellationToken cancel)
    {
        Demand(actor);
        return await db.Set<TemplateEdition>().AsNoTracking().Where(x => x.Event == eventName).OrderByDescending(x => x.Version).Take(100).ToListAsync(cancel);
    }

    /// <summary>Puts a new edition in force.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="wanted">The new words; its version is that of the edition the actor looked at, 0 for the shipped one.</param>
    /// <param name="cancel">Cancels the save.</param>
    /// <returns>The edition in force now, or null for an unknown event.</returns>
    /// <exception cref="StaleVersion">Somebody wrote a newer edition since.</exception>
    public async Task<MessageTemplate?> EditAsync(Actor actor, MessageTemplate wanted, CancellationToken cancel)
    {
        Demand(actor);
        var all = await catalog.ReadAsync(cancel);
        if (MessageEvents.Find(wanted.Event) is not { } known || !all.TryGetValue(wanted.Event, out var current)) return null;
        if (current.Version != wanted.Version) throw new StaleVersion();
        Check(wanted, known);
        if (wanted.Enabled && wanted.Moments.FirstOrDefault(x => all.Values.Count(t => t.Event != wanted.Event && t.Enabled && t.Moments.Contains(x)) >= MessageTemplates.MostPerMoment) is { } full)
            throw MessagingErrors.MomentFull(full);
        var now = clock.UtcNow();
        var next = wanted with { Version = current.Version + 1 };
        db.Add(new TemplateEdition(next, actor.StaffId, now));
        db.Add(AuditLine.Of(actor, now, "message.edit_template", "message_template", null, $"{next.Event} {next.Version}"));
        await db.SaveChangesAsync(cancel);
        catalog.Forget();
        return next;
    }

    /// <summary>How words that are still being written would arrive, and what is wrong with them; nothing is saved.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="eventName">Whose fields may be named.</param>
    /// <param name="text">The inbox's sentence.</param>
    /// <param name="values">WeChat's values, in the order of the card.</param>
    /// <param name="samples">Contents of the fields; moments in UTC as messages carry them.</param>
    /// <returns>Null for an unknown event.</returns>
    public static MessagePreview? Preview(Actor actor, string eventName, string text, IReadOnlyList<(string Key, string Value)> values, IReadOnlyDictionary<string, string> samples)
    {
        Demand(actor);
        if (MessageEvents.Find(eventName) is not { } known) return null;
        IReadOnlyList<string> fields = [.. MessageEvents.CommonFields, .. known.Fields];
        return new MessagePreview(MessageTemplates.Say(text, samples), FaultOf(() => CheckFields("text", text, fields)), [.. values.Select(x =>
        {
            var (whole, shown) = MessageTemplates.Fill(x.Key, x.Value, samples);
            return new PreviewValue(x.Key, shown, whole == shown ? null : whole, FaultOf(() => CheckValue(x.Key, x.Value, fields)));
        })]);
    }

    private static string? FaultOf(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (InvalidInput e)
        {
            return e.Message;
        }
    }

    private static void Check(MessageTemplate it, MessageEvent known)
    {
        IReadOnlyList<string> fields = [.. MessageEvents.CommonFields, .. known.Fields];
        CheckFields("text", it.Text, fields);
        CheckFields("page", it.Page, ["subjectId"]);
        if (!PagePath().IsMatch(it.Page.Replace("{subjectId}", "0", StringComparison.Ordinal))) throw MessagingErrors.BadPage();
        if (it.Values.Count is 0 or > MaxValues) throw MessagingErrors.ValueCount(MaxValues);
        foreach (var (key, value) in it.Values) CheckValue(key, value, fields);

        if (it.Moments.FirstOrDefault(x => !MessageTemplates.Moments.Contains(x)) is { } unknown) throw MessagingErrors.UnknownMoment(unknown);
        if (it.TemplateIds.Count > MaxApps || it.TemplateIds.Any(x => !AppId().IsMatch(x.Key) || x.Value is null || !TemplateId().IsMatch(x.Value))) throw MessagingErrors.BadTemplateId();
    }

    private static void CheckValue(string key, string? value, IReadOnlyList<string> fields)
    {
        if (MessageFitting.TypeOf(key) is null) throw MessagingErrors.UnknownType(key);
        if (value is not { Length: > 0 and <= ValueMaxLength }) throw MessagingErrors.BadValue(key, ValueMaxLength);
        CheckFields("values", value, fields);
    }

    private static void CheckFields(string where, string text, IReadOnlyList<string> allowed)
    {
        if (MessageTemplates.FieldsOf(text) is not { } named) throw MessagingErrors.BadBraces(where);
        if (named.FirstOrDefault(x => !allowed.Contains(x)) is { } unknown) throw MessagingErrors.UnknownField(where, unknown, allowed);
    }

    private static void Demand(Actor actor)
    {
        if (!actor.HoldsAny(Role.Administrator)) throw MessagingErrors.NotYours();
    }

    [GeneratedRegex(@"\A[a-z][A-Za-z0-9_\-/]{0,100}(\?[A-Za-z0-9_\-=&.]{1,60})?\z")]
    private static partial Regex PagePath();

    [GeneratedRegex(@"\A[A-Za-z0-9]{1,32}\z")]
    private static partial Regex AppId();

    [GeneratedRegex(@"\A[A-Za-z0-9_\-.]{1,64}\z")]
    private static partial Regex TemplateId();
}
