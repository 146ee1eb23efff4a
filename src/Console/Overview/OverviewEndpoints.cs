using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SecurityDecisioning.Console.Overview;

/// <summary>The chart's data. Signing in is asked for by the fallback policy, as everywhere.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder routes) => routes.MapGet(
        "/overview/series",
        async (string? range, OverviewReader overview, CancellationToken cancel) =>
            Results.Json(await overview.SeriesAsync(OverviewRange.Of(range), cancel)));
}
