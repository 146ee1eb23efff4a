using System.Diagnostics;
using SecurityDecisioning.Benchmarks.Machine;
using SecurityDecisioning.Simulator.Offline;

namespace SecurityDecisioning.Benchmarks.Deciding;

/// <summary>Times of single decisions, kept apart by what the request was.</summary>
internal sealed class DecisionSamples(int capacity)
{
    private static readonly string[] Names = ["all", "benign, no candidate", "benign login", "attack", "a rule fired"];
    private readonly List<double>[] _times = [.. Names.Select(_ => new List<double>(capacity))];
    private readonly long[] _bytes = new long[Names.Length];
    private readonly long[] _candidates = new long[Names.Length];

    public void Add(in LabelledEvent labelled, Decision decision, long ticks, long bytes)
    {
        var us = ticks * 1e6 / Stopwatch.Frequency;
        Count(0);
        if (labelled.Truth == Threat.None)
        {
            if (decision.Candidates.Count == 0)
            {
                Count(1);
            }

            if (labelled.Event.Operation == Operation.Login)
            {
                Count(2);
            }
        }
        else
        {
            Count(3);
        }

        if (decision.Rules.Count > 0)
        {
            Count(4);
        }

        void Count(int part)
        {
            _times[part].Add(us);
            _bytes[part] += bytes;
            _candidates[part] += decision.Candidates.Count;
        }
    }

    public IReadOnlyList<DecisionFigure> Figures() =>
    [
        .. Enumerable.Range(0, Names.Length).Where(i => _times[i].Count > 0).Select(i =>
        {
            double[] times = [.. _times[i]];
            return new DecisionFigure(
                $"{Names[i]} ({times.Length:N0})",
                Percentiles.Median(times),
                Percentiles.At(times, 0.99),
                (double)_bytes[i] / times.Length,
                (double)_candidates[i] / times.Length);
        }),
    ];
}
