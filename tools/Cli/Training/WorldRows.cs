using SecurityDecisioning.Features;
using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Simulator.Offline;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Cli.Training;

/// <summary>Plays worlds through the serving fold and gathers their rows.</summary>
internal static class WorldRows
{
    // Above this a defended world challenges; the shipped policies begin there too.
    private const float ChallengeFrom = 0.5f;

    public static TrainingSet Of(
        IReadOnlyList<World> worlds, int rowsPerKind, CandidateCounts counts, Action<World>? played = null)
    {
        var rows = new TrainingSet(RankerColumns.Names);
        foreach (var world in worlds)
        {
            var builder = new DatasetBuilder(
                new FeatureStore(new FeatureStoreOptions { MaxEntities = 200_000 }),
                new RiskRanker(DetectorSet.Default), rowsPerKind, world.Scenario.Seed);
            Play(world, builder);
            counts.Add(builder);
            rows.AddAll(builder.Build());
            played?.Invoke(world);
        }

        return rows;
    }

    private static void Play(World world, DatasetBuilder builder)
    {
        var stopped = new HashSet<EventId>();
        foreach (var (securityEvent, truth, actor) in OfflineTraffic.Of(Scenario.Create(world.Scenario)))
        {
            var told = securityEvent.Kind == EventKind.Outcome && stopped.Remove(securityEvent.Id)
                ? Challenged(securityEvent)
                : securityEvent;
            var triage = builder.Add(told, truth, ActorOf(world, actor));
            if (world.Defended && triage >= ChallengeFrom)
            {
                stopped.Add(securityEvent.Id);
            }
        }
    }

    /// <summary>The upstream never saw it: there is no login outcome and no session.</summary>
    private static SecurityEvent Challenged(SecurityEvent outcome) => outcome with
    {
        Status = 403,
        Login = LoginOutcome.None,
        NewSession = default,
        Challenge = ChallengeOutcome.Given,
        Action = ActionKind.Challenge,
    };

    private static ulong ActorOf(World world, int actor) => (world.Scenario.Seed << 32) | (uint)actor;
}
