using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>What one actor plays on: its own random numbers, the pace of the world, and new browsers when it needs one.</summary>
internal sealed class Stage(Actor actor, Rng rng, Pace pace, double intensity)
{
    private const int ClientBits = 16;
    private int _clients;

    public Actor Actor { get; } = actor;

    public Rng Rng { get; } = rng;

    public Pace Pace { get; } = pace;

    public long EndMs => Pace.DurationMs;

    public Client NewClient(Persona persona) =>
        new((Actor.Id << ClientBits) | (_clients++ & ((1 << ClientBits) - 1)), persona);

    public Visit Visit(Client client, ClientAddress address, long atMs) => new(this, client, address, atMs);

    /// <summary>A campaign's number of attempts.</summary>
    public int Attempts(int low, int high) => Math.Max(6, (int)(Rng.Between(low, high) * intensity));

    /// <summary>A start that leaves a campaign room: not in the first tenth (people must be known first), nor the last fifth.</summary>
    public long CampaignStart() => (long)(Pace.DurationMs * Rng.Between(0.1, 0.8));

    public SeedAccount AnyAccount() => SeedAccounts.All[Rng.Below(SeedAccounts.Count)];

    /// <summary>The moments at which a person comes to the shop, at least one.</summary>
    public IReadOnlyList<long> VisitTimes(double gapFactor = 1)
    {
        var times = new List<long>();
        var gap = Pace.VisitGap.TotalMilliseconds * gapFactor;
        var at = Rng.Unit() * Math.Min(gap, Pace.DurationMs * 0.5);
        while (at < Pace.DurationMs && times.Count < 1000)
        {
            times.Add(Awake((long)at));
            at = times[^1] + Math.Max(Rng.Exponential(gap), gap * 0.1);
        }

        return times;
    }

    /// <summary>Moves a moment of the night into the next day between 7 and 23 o'clock; the scenario starts at midnight.</summary>
    private long Awake(long atMs)
    {
        const long hour = 3_600_000;
        var ofDay = atMs % (24 * hour);
        return !Pace.DayRhythm || (ofDay >= 7 * hour && ofDay < 23 * hour)
            ? atMs
            : atMs - ofDay + (ofDay < 7 * hour ? 0 : 24 * hour) + (long)(Rng.Between(7.0, 22.0) * hour);
    }
}
