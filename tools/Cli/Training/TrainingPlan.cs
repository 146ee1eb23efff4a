using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Cli.Training;

/// <summary>
/// The simulated worlds of one seed. Days at a natural pace and minutes at a compressed one, as both are played; each world has
/// a seed of its own, so no actor of a world that measures was in one that taught.
/// </summary>
internal sealed record TrainingPlan(IReadOnlyList<World> Train, IReadOnlyList<World> Validation, IReadOnlyList<World> Test)
{
    private const ulong SeedsPerPlan = 1_000;

    /// <param name="seed">Plans of different seeds share no world.</param>
    /// <param name="scale">Factor on the number of training worlds; 1 is the shipped model's.</param>
    public static TrainingPlan Of(ulong seed, double scale)
    {
        var next = unchecked(seed * SeedsPerPlan);
        var worlds = Math.Max(1, (int)Math.Round(4 * scale));
        return new TrainingPlan(
            [.. Enumerable.Range(0, worlds).SelectMany(Pair)],
            [.. Enumerable.Range(worlds, 1).SelectMany(Pair)],
            [.. Enumerable.Range(worlds + 1, 2).SelectMany(Pair)]);

        IEnumerable<World> Pair(int index) =>
        [
            new(new ScenarioOptions { Seed = ++next, Pace = Pace.Natural(TimeSpan.FromDays(3)) }, index % 2 == 1),
            new(new ScenarioOptions { Seed = ++next, Pace = Minutes(3), Intensity = 0.3 }, index % 2 == 0),
            new(new ScenarioOptions { Seed = ++next, Pace = Minutes(12), Campaigns = 4 }, index % 2 == 1),
        ];

        static Pace Minutes(int minutes) => Pace.Compressed(TimeSpan.FromMinutes(minutes));
    }
}
