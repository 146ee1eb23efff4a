using Microsoft.AspNetCore.Http.HttpResults;

namespace SecurityDecisioning.Gateway.Health;

/// <summary><c>GET /.sd/health</c>: 200 once requests are decided, 503 before; JSON either way. Nothing below /.sd is proxied.</summary>
internal static class HealthEndpoint
{
    public const string Path = "/.sd/health";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, Answer).WithOrder(int.MinValue);
        endpoints.Map("/.sd/{**rest}", () => TypedResults.NotFound()).WithOrder(int.MinValue + 1);
    }

    private static JsonHttpResult<HealthSummary> Answer(CachedHealth health, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var summary = health.Report();
        return TypedResults.Json(
            summary,
            HealthJson.Default.HealthSummary,
            statusCode: summary.Status == HealthDocument.Starting
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status200OK);
    }
}
