namespace SecurityDecisioning.Architecture.Tests;

/// <summary>Which stage may use which. A stage that is not a key here must be added on purpose.</summary>
internal static class Arrows
{
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        ["Contracts"] = [],
        ["Streams"] = ["Contracts"],
        ["Features"] = ["Contracts"],
        ["Scoring"] = ["Contracts"],
        ["Policies"] = ["Contracts"],
        ["Engine"] = ["Contracts", "Features", "Scoring", "Policies"],
        ["Audit"] = ["Contracts"],
        ["Review"] = ["Contracts", "Audit"],
        ["Learning"] = ["Contracts", "Streams", "Features", "Scoring"],
        ["Yarp"] = ["Contracts", "Engine"],
        ["Console"] = ["Contracts", "Review", "Audit", "Learning", "Policies"],
        ["Gateway"] =
        [
            "Contracts", "Streams", "Features", "Scoring", "Policies", "Engine", "Audit", "Review", "Learning", "Yarp",
            "Console",
        ],
    };
}
