using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>
/// <c>GET /state</c> on the console's port, for operators and scripts on this machine, without signing in: it tells hashes and
/// counts, nothing of anybody. What a proxy passes on is not from this machine, whoever runs it.
/// </summary>
internal static class StateEndpoint
{
    public const string Path = "/state";

    public static void MapState(this IEndpointRouteBuilder endpoints, StateReporter reporter) =>
        endpoints.MapGet(Path, (HttpContext context) => Answer(context, reporter)).AllowAnonymous();

    private static Results<JsonHttpResult<StateDocument>, NotFound, StatusCodeHttpResult> Answer(
        HttpContext context, StateReporter reporter)
    {
        var headers = context.Request.Headers;
        if (context.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote)
            || headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded") || headers.ContainsKey("Origin"))
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return reporter.TryReport() is { } state
            ? TypedResults.Json(state, StateJson.Default.StateDocument)
            : TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
    }
}
