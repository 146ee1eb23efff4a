namespace SecurityDecisioning.Simulator.Http;

/// <summary>Adds up what happened to whom.</summary>
public sealed class TrafficReport
{
    private readonly Dictionary<int, ActorTally> _actors = [];

    public long Requests { get; private set; }

    /// <summary>Requests that got no answer at all.</summary>
    public long Unanswered { get; private set; }

    public void Add(StepResult result)
    {
        Requests++;
        Unanswered += result.Status == 0 ? 1 : 0;
        if (!_actors.TryGetValue(result.Step.Actor.Id, out var tally))
        {
            _actors.Add(result.Step.Actor.Id, tally = new ActorTally(result.Step.Actor));
        }

        tally.Add(result);
    }

    public IReadOnlyList<ThreatLine> Threats() =>
    [
        .. _actors.Values.Where(t => t.Actor.IsAttack).GroupBy(t => t.Actor.Truth).OrderBy(g => g.Key).Select(g => new ThreatLine(
            g.Key,
            g.Count(),
            g.Sum(t => t.Requests),
            g.Count(t => t.SucceededAt is not null),
            g.Count(t => t.CaughtAt is { } caught && (t.SucceededAt is not { } got || caught <= got)),
            g.Count(t => t.CaughtAt is not null),
            g.Sum(t => t.Touched),
            Median([.. g.Where(t => t.CaughtAt is not null).Select(t => t.CaughtAt!.Value - 1)]))),
    ];

    public BenignLine Benign()
    {
        var benign = _actors.Values.Where(t => !t.Actor.IsAttack).ToList();
        return new BenignLine(
            benign.Count,
            benign.Count(t => t.Touched > 0),
            benign.Count(t => t.Challenged > 0),
            benign.Count(t => t.Throttled > 0),
            benign.Count(t => t.Revoked > 0),
            benign.Sum(t => t.Requests),
            benign.Sum(t => t.Touched));
    }

    private static double? Median(long[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? null
            : values.Length % 2 == 1 ? values[values.Length / 2]
            : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2.0;
    }
}
