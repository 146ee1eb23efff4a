using SecurityDecisioning.Yarp;
using Yarp.ReverseProxy.Model;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>
/// Gives answers that no decision stands behind (not found, health, an error) a reference: a fresh id, which a decision's own
/// replaces. An exception that nobody caught becomes a 500 whose id stands in the log. What is proxied has its id from the
/// enforcement point, and passes here at no cost.
/// </summary>
internal sealed class AnswerIds(RequestDelegate next, TimeProvider time, ILogger<AnswerIds> logger)
{
    private const string Header = "X-Decision-Id";
    private readonly LogRation _lines = new(time);

    /// <summary>A fresh id on an answer that has not begun.</summary>
    public static string Set(HttpResponse response, TimeProvider time)
    {
        var id = EventId.New(time.GetUtcNow().ToUnixTimeMilliseconds()).ToString();
        response.Headers[Header] = id;
        return id;
    }

    /// <summary>YARP answers for a route without a cluster before the enforcement point is asked.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is { Cluster: not null } ? next(context) : AnswerAsync(context);

    private async Task AnswerAsync(HttpContext context)
    {
        Set(context.Response, time);
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested
            && e is not BadHttpRequestException)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            var id = Set(context.Response, time);
            if (_lines.TryTake(out var held))
            {
                Log.RequestFailed(logger, id, held, FailureText.Of(e));
            }
        }
    }
}
