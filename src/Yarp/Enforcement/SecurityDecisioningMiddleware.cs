using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
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
    ForwardedHeader forwarded,
    DeviceCookie device,
    OutcomeBuilder outcomes,
    YarpMetrics metrics,
    TimeProvider time,
    ILogger<SecurityDecisioningMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        RiskHeaders.RemoveForged(context.Request.Headers);
        var route = routes.Of(context.GetRouteModel().Config);
        var ruling = await gate.RuleAsync(context, route);
        var mayEnforce = !route.Shadow || ruling.Failed;
        if (ruling.Action == ActionKind.Allow || !mayEnforce)
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
        forwarded.RemoveForged(context);
        riskHeaders.Write(context.Request.Headers, ruling);
        new ProxiedAnswer(context.Response, ruling, device, metrics, logger).Register();
        var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new CountedBody(inner);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);
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
        finally
        {
            context.Features.Set(inner);
            gate.Close(outcomes.Of(context, route, ruling, ruling.Action, challenge, body.Count, started));
        }
    }
}
