using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>The enforcement point: rule, then forward or answer, then say what came of it.</summary>
internal sealed class SecurityDecisioningMiddleware(
    RequestDelegate next,
    RouteSettingsCache routes,
    DecisionGate gate,
    Enforcer enforcer,
    RiskHeaders riskHeaders,
    ObligationHeaders obligations,
    ForwardedHeader forwarded,
    DeviceCookie device,
    OutcomeBuilder outcomes,
    FailureLog failures,
    TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        RiskHeaders.RemoveForged(context.Request.Headers);
        obligations.RemoveForged(context.Request.Headers);
        var route = routes.Of(context.GetRouteModel().Config);
        var ruling = await gate.RuleAsync(context, route);
        var mayEnforce = !route.Shadow || ruling.Failed;
        if (ruling.Action == ActionKind.Allow || ruling.IsWayIn || !mayEnforce)
        {
            await ForwardAsync(context, route, ruling, started);
        }
        else
        {
            await AnswerAsync(context, route, ruling, started);
        }
    }

    private async Task ForwardAsync(HttpContext context, RouteSettings route, Ruling ruling, long started)
    {
        PathReading.Restore(context);
        forwarded.RemoveForged(context);
        riskHeaders.Write(context.Request.Headers, ruling);
        if (!route.Shadow)
        {
            obligations.Write(context.Request.Headers, ruling);
        }

        new ProxiedAnswer(context.Response, ruling, device, failures).Register();
        var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new CountedBody(inner);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);
        }
        catch (Exception e) when (MayAnswer(context, e))
        {
            Fail(context, ruling, e);
        }
        finally
        {
            context.Features.Set(inner);
            gate.Close(outcomes.Of(context, route, ruling, ActionKind.Allow, ChallengeOutcome.None, body.Count, started));
        }
    }

    private async Task AnswerAsync(HttpContext context, RouteSettings route, Ruling ruling, long started)
    {
        var challenge = ruling.Action == ActionKind.Challenge ? ChallengeOutcome.Given : ChallengeOutcome.None;
        var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new CountedBody(inner);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await enforcer.AnswerAsync(context, route, ruling);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client left before it had read its answer.
            context.Abort();
        }
        catch (Exception e) when (MayAnswer(context, e))
        {
            Fail(context, ruling, e);
        }
        finally
        {
            context.Features.Set(inner);
            gate.Close(outcomes.Of(context, route, ruling, ruling.Action, challenge, body.Count, started));
        }
    }

    /// <summary>A request that is no HTTP has its answer from the server, which knows what is wrong with it.</summary>
    private static bool MayAnswer(HttpContext context, Exception exception) =>
        !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && exception is not BadHttpRequestException;

    /// <summary>
    /// A later step threw. Left to the server, the answer would have no reference and its outcome would read 200: a login that
    /// succeeded, where nobody was asked.
    /// </summary>
    private void Fail(HttpContext context, Ruling ruling, Exception exception)
    {
        failures.Request(ruling.Id, exception);
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.Headers[AnswerHeaders.DecisionId] = ruling.IdText;
    }
}
