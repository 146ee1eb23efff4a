using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SecurityDecisioning.Console.Entities;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Snoozes;

namespace SecurityDecisioning.Console.Cases;

/// <summary>
/// Cases and snoozes for <c>sd case</c>: the same desks as the pages', by name and password with every request, and never by a
/// browser's cookie.
/// </summary>
internal static class CaseEndpoints
{
    private const long MsADay = 86_400_000;
    private const int LongestDays = (int)(Snooze.LongestMs / MsADay);

    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").AllowAnonymous().AddEndpointFilter<PasswordFilter>();
        api.MapGet("/cases", ListAsync);
        api.MapPost("/cases", OpenAsync);
        api.MapGet("/cases/{id}", ShowAsync);
        api.MapPost("/cases/{id}/verdict", CloseAsync);
        api.MapPost("/cases/{id}/snooze", SnoozeAsync);
        api.MapGet("/snoozes", SnoozesAsync);
        api.MapPost("/snoozes/{id}/end", EndAsync);
    }

    private static async Task<IResult> ListAsync(ICaseLedger ledger, bool? closed, string? before, int? limit, CancellationToken cancel)
    {
        var found = await ledger.ListAsync(
            new CaseQuery { Open = closed != true, Before = Cursor(before), Limit = Math.Clamp(limit ?? 50, 1, CaseQuery.MaxLimit) },
            cancel);
        return Results.Json(found.Select(Of).ToArray(), CaseJson.Default.CaseDocumentArray);
    }

    private static async Task<IResult> OpenAsync(CaseForms forms, HttpContext context)
    {
        if (await ReadAsync(context) is not { } request)
        {
            return Results.BadRequest();
        }

        var entity = EntityInput.Read(request.Entity);
        if (entity is null && !string.IsNullOrWhiteSpace(request.Entity))
        {
            return Answer("", "Name an address (203.0.113.9), a network (203.0.113.0/24), or kind:id.");
        }

        EventId decision = default;
        if (request.Decision is not null && !EventId.TryParse(request.Decision, out decision))
        {
            return Answer("", "That is no decision's id.");
        }

        var result = await forms.OpenAsync(
            new CaseRequest(PasswordFilter.UserOf(context), request.Why, entity ?? default, request.Policy ?? "", decision),
            context.RequestAborted);
        return Answer(result.Case?.Id.ToString() ?? "", result.Outcome switch
        {
            OpenOutcome.Opened => null,
            OpenOutcome.BadSubject => "Say whom or which policy it is about.",
            OpenOutcome.TooMany => $"{CaseLimits.Open} cases are open; close some first.",
            _ => SayWhy,
        });
    }

    private static async Task<IResult> ShowAsync(string id, ICaseLedger ledger, CancellationToken cancel)
    {
        if (!EventId.TryParse(id, out var wanted) || await ledger.FindAsync(wanted, cancel) is not { } item)
        {
            return Results.NotFound();
        }

        var snoozes = await ledger.ListAsync(new SnoozeQuery { Case = item.Id }, cancel);
        return Results.Json(
            [Of(item) with { Snoozes = [.. snoozes.Select(Of)] }], CaseJson.Default.CaseDocumentArray);
    }

    private static async Task<IResult> SnoozesAsync(ICaseLedger ledger, string? before, int? limit, CancellationToken cancel)
    {
        var found = await ledger.ListAsync(
            new SnoozeQuery { Before = Cursor(before), Limit = Math.Clamp(limit ?? 50, 1, CaseQuery.MaxLimit) }, cancel);
        return Results.Json(found.Select(Of).ToArray(), CaseJson.Default.SnoozeDocumentArray);
    }

    private static async Task<IResult> CloseAsync(string id, CaseForms forms, HttpContext context)
    {
        if (!EventId.TryParse(id, out var wanted) || await ReadAsync(context) is not { } request)
        {
            return Results.BadRequest();
        }

        var outcome = await forms.CloseAsync(
            wanted, CaseWords.Parse(request.Verdict), PasswordFilter.UserOf(context), request.Why, context.RequestAborted);
        return Answer(id, outcome switch
        {
            CloseOutcome.Closed => null,
            CloseOutcome.Unknown => "There is no such case.",
            CloseOutcome.AlreadyClosed => "It is closed already; who finds out more opens another.",
            CloseOutcome.BadVerdict => "The verdicts are compromised, safe and dismissed.",
            _ => SayWhy,
        });
    }

    private static async Task<IResult> SnoozeAsync(string id, ICaseLedger ledger, CaseForms forms, HttpContext context)
    {
        if (!EventId.TryParse(id, out var wanted) || await ReadAsync(context) is not { } request)
        {
            return Results.BadRequest();
        }

        var policy = request.Policy ?? (await ledger.FindAsync(wanted, context.RequestAborted))?.Policy ?? "";
        var days = Math.Clamp(request.Days, 0, LongestDays + 1);
        var result = await forms.SnoozeAsync(
            new SnoozeRequest(wanted, policy, days * MsADay, PasswordFilter.UserOf(context), request.Why), context.RequestAborted);
        return Answer(result.Snooze?.Id.ToString() ?? id, result.Outcome switch
        {
            SnoozeOutcome.Set => null,
            SnoozeOutcome.UnknownCase => "There is no such case.",
            SnoozeOutcome.CaseOpen or SnoozeOutcome.NotHarmless => "Only a case that was closed as safe or dismissed leads to a snooze.",
            SnoozeOutcome.BadEntity => "The case is about no entity that a request is held against.",
            SnoozeOutcome.BadPolicy => "Name the policy that is to leave it alone; where the case names one, that one.",
            SnoozeOutcome.BadDuration => $"Choose a time between 1 and {LongestDays} days.",
            _ => SayWhy,
        });
    }

    private static async Task<IResult> EndAsync(string id, CaseForms forms, HttpContext context)
    {
        if (!EventId.TryParse(id, out var wanted) || await ReadAsync(context) is not { } request)
        {
            return Results.BadRequest();
        }

        var outcome = await forms.EndAsync(wanted, PasswordFilter.UserOf(context), request.Why, context.RequestAborted);
        return Answer(id, outcome switch
        {
            EndOutcome.Ended => null,
            EndOutcome.Unknown => "There is no such snooze.",
            EndOutcome.Over => "It has ended already.",
            _ => SayWhy,
        });
    }

    private static string SayWhy => $"Say why, in at most {CaseLimits.Reason} characters.";

    private static async Task<CaseStepRequest?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync(CaseJson.Default.CaseStepRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static EventId? Cursor(string? before) => EventId.TryParse(before, out var id) ? id : null;

    private static IResult Answer(string id, string? refusal) => Results.Json(
        new CaseAnswerDocument(refusal is null, id, refusal),
        CaseJson.Default.CaseAnswerDocument,
        statusCode: refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    private static CaseDocument Of(Case item) => new(
        item.Id.ToString(),
        item.Origin.ToString().ToLowerInvariant(),
        At(item.OpenedMs),
        item.OpenedBy,
        item.Reason,
        item.Entity.IsNone ? null : item.Entity.ToString(),
        item.Policy.Length == 0 ? null : item.Policy,
        item.Decision == default ? null : item.Decision.ToString(),
        item.Restriction == default ? null : item.Restriction.ToString(),
        item.Closing is { } closing ? CaseWords.NameOf(closing.Verdict) : null,
        item.Closing?.By,
        item.Closing is { } at ? At(at.TimeMs) : null,
        item.Closing?.Reason);

    private static SnoozeDocument Of(Snooze item) => new(
        item.Id.ToString(), item.Entity.ToString(), item.Policy, At(item.FromMs), At(item.UntilMs), item.Case.ToString(), item.By,
        item.Reason, item.End is { } end ? At(end.TimeMs) : null);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
