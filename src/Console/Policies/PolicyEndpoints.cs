using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Policies;

/// <summary>
/// The lifecycle for <c>sd policy</c>: the same desk as the pages', by name and password with every request, and never by a
/// browser's cookie, so that no other site can make a browser ask.
/// </summary>
internal static class PolicyEndpoints
{
    public const string Path = "/api/policies";

    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup(Path).AllowAnonymous().AddEndpointFilter<PasswordFilter>();
        policies.MapGet("", (PolicyDesk desk) => Results.Json(StateOf(desk), PolicyJson.Default.PolicyStateDocument));
        policies.MapGet("/history", (PolicyDesk desk) => Results.Json(History(desk), PolicyJson.Default.PolicyStepDocumentArray));
        policies.MapGet("/versions/{version}", (string version, PolicyDesk desk) =>
            desk.Find(version) is { } found && desk.ContentOf(found) is { } content
                ? Results.Bytes(content.Pack(), "application/octet-stream")
                : Results.NotFound());
        policies.MapPost("/steps", StepAsync);
        policies.MapPost("/versions", ProposeAsync);
    }

    private static PolicyStateDocument StateOf(PolicyDesk desk)
    {
        var state = desk.State;
        return new PolicyStateDocument(
            state.NeedsApproval,
            state.Live,
            desk.Rollout.Live.Hash,
            state.Staged.Length > 0 ? state.Staged : null,
            state.Share / 100.0,
            state.IsPinned,
            state.Modes.ToDictionary(m => m.Key, m => PolicyWords.Mode(m.Value.Mode)),
            [.. state.Versions.Values.OrderByDescending(v => v.TouchedMs).Select(v => new PolicyVersionDocument(
                v.Version,
                PolicyWords.Standing(state, v),
                [.. v.Proposers],
                DateTimeOffset.FromUnixTimeMilliseconds(v.ProposedMs),
                v.JudgedBy,
                v.LiveMs is { } live ? DateTimeOffset.FromUnixTimeMilliseconds(live) : null,
                v.Checks.IsGreen,
                PolicyWords.Checks(v.Checks),
                v.Commit,
                v.Why))]);
    }

    private static PolicyStepDocument[] History(PolicyDesk desk) =>
        [.. desk.Steps.Reverse().Select(s => new PolicyStepDocument(
            s.Step.Id.ToString(),
            DateTimeOffset.FromUnixTimeMilliseconds(s.Step.TimeMs),
            PolicyWords.Step(s.Step),
            s.Step.By,
            PolicyWords.Via(s.Step.Via),
            s.Step.Why,
            s.Step.From,
            s.Step.To,
            s.Counts))];

    private static async Task<IResult> StepAsync(PolicyDesk desk, HttpContext context)
    {
        if (await ReadAsync(context) is not { } request)
        {
            return Results.BadRequest();
        }

        if (!Enum.TryParse<PolicyAct>(request.Step, ignoreCase: true, out var act) || int.TryParse(request.Step, out _))
        {
            return Answer(LifecycleAnswer.Refused("There is no such step."));
        }

        var version = desk.Find(request.Version);
        if (version is null && request.Version is not null)
        {
            return Answer(LifecycleAnswer.Refused("There is no such version, or several begin so."));
        }

        PolicyMode? mode = request.Mode switch { "off" => PolicyMode.Off, "shadow" => PolicyMode.Shadow, _ => null };
        if (act == PolicyAct.Mode && mode is null && request.Mode != "document")
        {
            return Answer(LifecycleAnswer.Refused("The modes are off, shadow and document."));
        }

        var share = (int)Math.Round(Math.Clamp(request.SharePercent, -1, 101) * 100);
        return Answer(await desk.DoAsync(
            new PolicyOrder(act, version, share, request.Policy, mode, request.Why),
            PolicyVia.CommandLine,
            PasswordFilter.UserOf(context)));
    }

    private static async Task<PolicyStepRequest?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync(PolicyJson.Default.PolicyStepRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<IResult> ProposeAsync(HttpContext context, PolicyDesk desk)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LifecycleLimits.PackedBytes;
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (!VersionContent.TryUnpack(body.ToArray(), null, out var content))
        {
            return Answer(LifecycleAnswer.Refused("These are no packed documents."));
        }

        var query = context.Request.Query;
        var why = query["why"].ToString();
        return why.Trim().Length is 0 or > PolicyEvent.WhyLength
            ? Answer(LifecycleAnswer.Refused($"Say why, in at most {PolicyEvent.WhyLength} characters."))
            : Answer(
                await desk.ProposeAsync(
                    content, PolicyVia.CommandLine, PasswordFilter.UserOf(context), why, "", ExpectationOf(query)),
                content.Version);
    }

    private static PolicyExpectation? ExpectationOf(IQueryCollection query)
    {
        var expected = new PolicyExpectation(
            Number(query["share"]), Number(query["low"]), Number(query["high"]), (long)Number(query["decisions"]));
        return expected.IsValid ? expected : null;

        static double Number(string? text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
    }

    private static IResult Answer(LifecycleAnswer answer, string? version = null) => Results.Json(
        new PolicyAnswerDocument(
            answer.IsDone,
            version ?? answer.Step?.To,
            answer.Refusal,
            [.. answer.Problems.Select(p => p.ToString())]),
        PolicyJson.Default.PolicyAnswerDocument,
        statusCode: answer.IsDone ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
}
