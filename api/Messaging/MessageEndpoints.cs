using Engagement.Api.Hosting;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Templates;
using Engagement.Core.Shared;
using Engagement.Core.WeChat;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Messaging;

/// <summary>How messages are worded, and what became of those that did not arrive.</summary>
public static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var templates = app.MapGroup("/api/messages/templates").WithTags("messages");
        templates.MapGet("", ListTemplates).RequireAuthorization(Access.SignedIn).WithSummary("All templates, or those whose consent the mini-program asks for at a moment (filing, voting …).");
        templates.MapGet("/{eventName}", FindTemplate).RequireAuthorization(Access.Administration).WithSummary("The template of an event with its earlier editions.");
        templates.MapPut("/{eventName}", EditTemplate).RequireAuthorization(Access.Administration).WithSummary("Puts a new edition in force.");
        templates.MapPost("/{eventName}/preview", Preview).RequireAuthorization(Access.Administration).WithSummary("How words that are still being written would arrive, and what is wrong with them.");

        var messages = app.MapGroup("/api/messages").WithTags("messages").RequireAuthorization(Access.StaffAdministration);
        messages.MapGet("/dead-letters", ListDeadLetters).WithSummary("Messages that did not reach a phone, by their last attempt, newest first.");
        messages.MapPost("/{id:guid}/retry", Retry).WithSummary("Sends one again.");
        messages.MapPost("/retry", RetryAll).WithSummary("Sends several again; answers per message.");
    }

    private static async Task<Ok<Page<TemplateItem>>> ListTemplates(
        [AsParameters] TemplateListRequest request, TemplateCatalog catalog, WeChatTemplates ids, CancellationToken cancel)
    {
        var all = (await catalog.ListAsync(cancel)).Select(x => TemplateItem.Of(x, ids.IdOf(x)));
        if (request.Moment is { } moment)
            all = all.Where(x => x.Enabled && x.TemplateId is not null && x.Moments.Contains(moment)).DistinctBy(x => x.TemplateId).Take(MessageTemplates.MostPerMoment);
        return TypedResults.Ok(new Page<TemplateItem>([.. all], null));
    }

    private static async Task<Results<Ok<TemplateBody>, NotFound>> FindTemplate(
        string eventName, CurrentActor current, TemplateService service, WeChatTemplates ids, RecipientNames names, CancellationToken cancel) =>
        await service.FindAsync(current.Actor, eventName, cancel) is { } template
            ? TypedResults.Ok(await ShowAsync(template, current.Actor, service, ids, names, cancel)) : TypedResults.NotFound();

    private static async Task<Results<Ok<TemplateBody>, NotFound>> EditTemplate(
        string eventName, TemplateRequest request, CurrentActor current, TemplateService service, WeChatTemplates ids, RecipientNames names, CancellationToken cancel) =>
        await service.EditAsync(current.Actor, request.ToTemplate(eventName), cancel) is { } template
            ? TypedResults.Ok(await ShowAsync(template, current.Actor, service, ids, names, cancel)) : TypedResults.NotFound();

    private static Results<Ok<MessagePreview>, NotFound> Preview(string eventName, PreviewRequest request, CurrentActor current) =>
        TemplateService.Preview(current.Actor, eventName, request.Text?.Trim() ?? "", [.. request.Values!.Select(x => (x.Key?.Trim() ?? "", x.Value?.Trim() ?? ""))], request.Fields!) is { } preview
            ? TypedResults.Ok(preview) : TypedResults.NotFound();

    private static async Task<TemplateBody> ShowAsync(
        MessageTemplate it, Actor actor, TemplateService service, WeChatTemplates ids, RecipientNames names, CancellationToken cancel)
    {
        var history = await service.HistoryAsync(actor, it.Event, cancel);
        var authors = await names.OfStaffAsync(history.Select(x => x.StaffId), cancel);
        return TemplateBody.Of(it, ids.AppId, ids.IdOf(it),
            [.. history.Select(x => TemplateEditionBody.Of(x, x.StaffId is { } id ? authors.GetValueOrDefault(id) : null))]);
    }

    private static async Task<Ok<Page<DeadLetterBody>>> ListDeadLetters(
        [AsParameters] DeadLetterRequest request, CurrentActor current, DeadLetters letters, RecipientNames names, CancellationToken cancel)
    {
        var page = await letters.ListAsync(current.Actor, request.Event, request.Status?.Value switch
        {
            DeadLetterStatus.Dead => MessageStatus.Dead,
            DeadLetterStatus.Undeliverable => MessageStatus.Undeliverable,
            _ => null,
        }, request.Limit ?? Paging.DefaultLimit, request.After, cancel);
        var people = await names.OfPeopleAsync(page.Items.Select(x => x.PersonId), cancel);
        var staff = await names.OfStaffAsync(page.Items.Select(x => x.StaffUserId), cancel);
        return TypedResults.Ok(new Page<DeadLetterBody>([.. page.Items.Select(x => DeadLetterBody.Of(
            x, x.StaffUserId is { } account ? staff.GetValueOrDefault(account) : people.GetValueOrDefault(x.PersonId!.Value)))], page.Next));
    }

    private static async Task<Results<NoContent, NotFound>> Retry(Guid id, CurrentActor current, DeadLetters letters, CancellationToken cancel) =>
        await letters.RetryAsync(current.Actor, id, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Ok<RetryReceipt>> RetryAll(RetryRequest request, CurrentActor current, DeadLetters letters, CancellationToken cancel) =>
        TypedResults.Ok(new RetryReceipt(await letters.RetryAsync(current.Actor, request.Ids, cancel)));
}
