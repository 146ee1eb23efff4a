using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>
/// Gives every answer a reference: one that comes with no decision (starting, not found, health, an error) gets a fresh id, and
/// an exception that nobody caught becomes a 500 whose id stands in the log.
/// </summary>
internal sealed class AnswerIds(RequestDelegate next, TimeProvider time, ILogger<AnswerIds> logger)
{
    private const string Header = "X-Decision-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        // Steps that start an answer run last in, first out: a decision's own id is there before ours is thought of.
        context.Response.OnStarting(static state => ((Pending)state).Start(), new Pending(context.Response, time));
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested
            && e is not BadHttpRequestException)
        {
            var id = EventId.New(time.GetUtcNow().ToUnixTimeMilliseconds()).ToString();
            Log.RequestFailed(logger, id, e);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.Headers[Header] = id;
        }
    }

    private sealed class Pending(HttpResponse response, TimeProvider time)
    {
        public Task Start()
        {
            if (!response.Headers.ContainsKey(Header))
            {
                response.Headers[Header] = EventId.New(time.GetUtcNow().ToUnixTimeMilliseconds()).ToString();
            }

            return Task.CompletedTask;
        }
    }
}
