using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>
/// Takes the answer to a challenge. It is decided like any request, so that a throttled or revoked client stays so; only
/// another challenge is not given here, or nobody could ever pass one.
/// </summary>
internal sealed class ChallengeAnswerEndpoint(
    DecisionGate gate,
    Enforcer enforcer,
    Challenger challenger,
    OutcomeBuilder outcomes,
    IOptions<SecurityDecisioningOptions> options,
    YarpMetrics metrics,
    TimeProvider time)
{
    private readonly RouteSettings _route = new()
    {
        RouteId = "sd-challenge",
        Operation = Operation.ChallengeAnswer,
        SessionCookie = options.Value.SessionCookie,
        ApiKeyHeader = options.Value.ApiKeyHeader,
        FailMode = options.Value.FailMode,
    };

    public async Task HandleAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "POST";
            return;
        }

        var ruling = await gate.RuleAsync(context, _route);
        var challenge = ChallengeOutcome.None;
        var enforced = ruling.Action is ActionKind.Throttle or ActionKind.Revoke ? ruling.Action : ActionKind.Allow;
        try
        {
            if (enforced != ActionKind.Allow)
            {
                await enforcer.AnswerAsync(context, _route, ruling);
                return;
            }

            challenge = await JudgeAsync(context, ruling);
        }
        finally
        {
            gate.Close(outcomes.Of(context, _route, ruling, enforced, challenge, context.Response.ContentLength ?? 0, started));
        }
    }

    private async Task<ChallengeOutcome> JudgeAsync(HttpContext context, Ruling ruling)
    {
        var form = new ChallengeAnswerForm(BodyFormats.Of(context.Request, out _));
        await BodyPeek.TryReadAsync(context.Request, ChallengeAnswerForm.Read, form, options.Value.BodyTimeout, time);
        var clearance = challenger.Judge(ruling.Event, form.Token, form.Solution);
        metrics.ChallengeAnswered(clearance is not null);
        AnswerHeaders.WriteOwn(context.Response, ruling.Id);
        if (clearance is null)
        {
            await RefuseAsync(context, ruling, form);
            return ChallengeOutcome.Failed;
        }

        await ClearAsync(context, ruling, form, clearance);
        return ChallengeOutcome.Passed;
    }

    private async Task ClearAsync(HttpContext context, Ruling ruling, ChallengeAnswerForm form, string clearance)
    {
        var response = context.Response;
        var lifetime = options.Value.Challenge.Clearance;
        var secure = (ruling.Event.Traits & RequestTraits.Tls) != 0;
        response.Headers.Append("Set-Cookie", AnswerHeaders.Cookie(ClearanceToken.Cookie, clearance, lifetime, secure));
        if (Audience.IsPerson(context.Request, ruling.Event))
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = LocalPath.OrHome(form.Return);
            return;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("clearance", clearance);
            json.WriteString("cookie", ClearanceToken.Cookie);
            json.WriteString(
                "expires_at", (time.GetUtcNow() + lifetime).ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        response.ContentType = "application/json";
        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static Task RefuseAsync(HttpContext context, Ruling ruling, ChallengeAnswerForm form)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        const string Text = "The answer came too late, was used before, or belongs to another network or browser. Please try again.";
        return Audience.IsPerson(context.Request, ruling.Event)
            ? PersonPages.WriteNoticeAsync(
                context.Response, ruling.Id, "That did not work", Text, "", LocalPath.OrHome(form.Return), "Try again")
            : ProblemDocument.WriteAsync(
                context.Response, ruling.Id, "challenge-failed", "The challenge was not passed", Text, "");
    }
}
