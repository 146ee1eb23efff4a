using SecurityDecisioning.Simulator.Behaviours;

namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>A labelled world: who is in it, and everything they do in order of time. Same options, same steps.</summary>
public sealed class Scenario
{
    private readonly ScenarioOptions _options;

    private Scenario(ScenarioOptions options) => _options = options;

    public Pace Pace => _options.Pace;

    public ulong Seed => _options.Seed;

    /// <summary>Everybody in it, by <see cref="Actor.Id"/>.</summary>
    public IReadOnlyList<Actor> Actors => new Cast(_options).Actors;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Scenario Create(ScenarioOptions options)
    {
        options.Validate();
        return new Scenario(options);
    }

    /// <summary>Every step up to the scenario's end, in order of time; made as it is read, so that long scenarios take no memory.</summary>
    public IEnumerable<Step> Steps()
    {
        var waiting = new PriorityQueue<IEnumerator<Step>, (long AtMs, int Actor)>();
        foreach (var part in new Cast(_options).Parts)
        {
            Enqueue(part.GetEnumerator());
        }

        while (waiting.TryDequeue(out var part, out _))
        {
            yield return part.Current;
            Enqueue(part);
        }

        void Enqueue(IEnumerator<Step> part)
        {
            if (part.MoveNext() && part.Current.AtMs < Pace.DurationMs)
            {
                waiting.Enqueue(part, (part.Current.AtMs, part.Current.Actor.Id));
            }
            else
            {
                part.Dispose();
            }
        }
    }
}
