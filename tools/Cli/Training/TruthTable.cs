using System.Text.Json;

namespace SecurityDecisioning.Cli.Training;

/// <summary>What the simulator knows of each request it made, by decision id.</summary>
internal sealed class TruthTable
{
    private const int MaxLines = 10_000_000;
    private const int MaxLineLength = 4_096;

    private readonly Dictionary<EventId, (Threat Threat, ulong Actor)> _byDecision = [];

    public int Count => _byDecision.Count;

    public bool TryGet(EventId decision, out Threat threat, out ulong actor)
    {
        var known = _byDecision.TryGetValue(decision, out var truth);
        (threat, actor) = truth;
        return known;
    }

    /// <exception cref="FormatException">A line is no ground truth; the message names it.</exception>
    public static TruthTable Read(string path)
    {
        var table = new TruthTable();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (++number > MaxLines)
            {
                throw new FormatException($"{path} has more than {MaxLines} lines");
            }

            table.Add(line, path, number);
        }

        return table.Count > 0 ? table : throw new FormatException($"{path} names no decision: it is no ground truth file");
    }

    private void Add(string line, string path, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line.Length <= MaxLineLength ? line : "");
            var threatName = json.RootElement.GetProperty("threat").GetString();
            if (!ThreatCatalog.TryParse(threatName, out var threat) && threatName != ThreatCatalog.NameOf(Threat.None))
            {
                throw new FormatException($"{path}, line {number}: `threat` is not the name of a threat");
            }

            // A request that the gateway never answered has no decision, so nothing in the log belongs to it.
            if (EventId.TryParse(json.RootElement.GetProperty("decision").GetString(), out var decision))
            {
                _byDecision[decision] = (threat, json.RootElement.GetProperty("actor").GetUInt64());
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{path}, line {number} is no ground truth: {error.Message}", error);
        }
    }
}
