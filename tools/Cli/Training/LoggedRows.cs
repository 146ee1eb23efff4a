using System.Globalization;
using SecurityDecisioning.Cli.Exporting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Training;

/// <summary>Rows from a gateway's own event log, with the simulator's truth about the requests it made.</summary>
internal static class LoggedRows
{
    private const int RowsPerKind = 10_000;
    private const double Held = 0.2;

    /// <summary>A reader must not be the one that deletes old segments: how long they stay is the gateway's to say.</summary>
    private static readonly LogRetention Everything = new(TimeSpan.FromDays(36_525), long.MaxValue);

    public static async Task<TrainingRows> ReadAsync(
        string dataFolder, string truthFile, ulong seed, CancellationToken cancellation)
    {
        var truth = TruthTable.Read(truthFile);
        var store = new FeatureStore();
        var builder = new DatasetBuilder(
            store, new RiskRanker(DetectorSet.Default), RowsPerKind, seed);
        var unknown = await FoldAsync(dataFolder, truth, store, builder, cancellation);

        // Actors, not rows, are held back: some to stop and calibrate, some to measure.
        var outer = DatasetSplit.ByActor(builder.Build(), Held, seed);
        var inner = DatasetSplit.ByActor(outer.Train, Held, seed + 1);
        var counts = new CandidateCounts();
        counts.Add(builder);
        return new TrainingRows
        {
            Train = Usable(inner.Train, "train"),
            Validation = Usable(inner.Held, "validate"),
            Test = Usable(outer.Held, "measure"),
            Candidates = counts,
            Description = string.Create(CultureInfo.InvariantCulture,
                $"A gateway's event log: {builder.Requests} requests that the simulator made over HTTP, under enforcement; "
                + $"{unknown} events of unknown truth were folded and not learned from."),
            Simulated = true,
            Command = "sd train --data FOLDER --truth FILE",
            Limits =
            [
                "The traffic came over real HTTP and from the simulator: it has seen no real attackers.",
                "Its probabilities are calibrated to the simulated share of attacks.",
                "It scores what the detectors propose and nothing else.",
            ],
        };
    }

    private static async Task<long> FoldAsync(
        string dataFolder, TruthTable truth, FeatureStore store, DatasetBuilder builder, CancellationToken cancellation)
    {
        var folder = Path.Combine(dataFolder, "log");
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no event log in {dataFolder}; --data names a gateway's data folder");
        }

        long unknown = 0;
        await using var log = LocalSegmentLog.Open(new LocalLogOptions
        {
            Folder = folder, Events = Everything, Decisions = Everything, Restrictions = Everything, Policies = Everything,
            Models = Everything, Verdicts = Everything,
        });
        await using var past = new PastReader(log, store, cancellation);
        await foreach (var record in log.ReadAsync(Topic.Events, 0, follow: false, cancellation))
        {
            var securityEvent = EventCodec.Read(record.Payload.Span);
            await past.BeforeAsync(securityEvent);
            if (truth.TryGet(securityEvent.Id, out var threat, out var actor))
            {
                builder.Add(securityEvent, threat, actor);
            }
            else
            {
                builder.Observe(securityEvent);
                unknown++;
            }

            past.After(securityEvent);
        }

        return unknown;
    }

    private static TrainingSet Usable(TrainingSet rows, string purpose) =>
        rows.Positives > 0 && rows.Positives < rows.Count
            ? rows
            : throw new FormatException(
                $"there are {rows.Positives} positive of {rows.Count} rows to {purpose}; both kinds are needed: simulate longer, or "
                + "with more campaigns, and check that --truth belongs to --data");
}
