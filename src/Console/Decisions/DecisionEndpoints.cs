using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>One decision as a file.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisionDownload(this IEndpointRouteBuilder routes) => routes.MapGet(
        "/decisions/{id:length(26)}.json",
        async (string id, DecisionReader decisions, CancellationToken cancel) =>
            EventId.TryParse(id, out var eventId) && await decisions.FindAsync(eventId, cancel) is { } decision
                ? Results.File(DecisionJson.Write(decision), "application/json", $"decision-{decision.Id}.json")
                : Results.NotFound());
}
