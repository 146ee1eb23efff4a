using SecurityDecisioning.Gateway.Hosting;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>Until the gateway decides it serves nothing but its health: a request let through undecided would be a hole.</summary>
internal sealed class ReadinessGate(RequestDelegate next, Readiness readiness, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (readiness.IsReady || context.Request.Path == HealthEndpoint.Path)
        {
            return next(context);
        }

        AnswerIds.Set(context.Response, time);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "5";
        return context.Response.WriteAsync("The gateway is starting; try again in a few seconds.\n");
    }
}
