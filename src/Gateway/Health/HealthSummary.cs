using System.Text.Json.Serialization;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>
/// What <c>/.sd/health</c> says. Every client of the gateway can read it, so it tells a load balancer what it needs and an
/// attacker nothing: no counts, hashes, file names or reasons. Those are in the console.
/// </summary>
/// <param name="Status"><c>starting</c>, <c>ok</c> or <c>degraded</c>.</param>
/// <param name="Degraded">The parts that do not work as they should; empty when all do.</param>
public sealed record HealthSummary(string Status, IReadOnlyList<string> Degraded)
{
    public static HealthSummary Of(HealthDocument health) =>
        new(health.Status, [.. health.Degraded.Select(p => p.Part).Distinct()]);
}

/// <summary>Serialization of the page, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthSummary))]
internal sealed partial class HealthJson : JsonSerializerContext;
