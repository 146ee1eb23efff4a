using System.Collections.Concurrent;
using System.Diagnostics;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>
/// Decides the recorded decisions of a log again with two sets. One thread reads, several decide, and what they count is added
/// up in the order of the log, so the result is the same on any number of them. Memory does not grow with the log.
/// </summary>
internal sealed class Backtest(BacktestPlan plan)
{
    private const long ReportEveryMs = 500;

    /// <summary>What the log's files hold beside a record's payload.</summary>
    private const int FrameBytes = 40;

    /// <summary>Events come nearly in order of time; after one this much later than the last wanted, none follows.</summary>
    public const long DisorderMs = 3_600_000;

    private readonly SimulatedRestrictions? _simulated = plan.SimulatesRestrictions ? new SimulatedRestrictions() : null;
    private readonly ConcurrentBag<DecisionBatch> _batches = [];
    private readonly ConcurrentBag<BatchJudge> _judges = [];
    private readonly Queue<Task<(DecisionBatch Batch, BatchJudge Judge)>> _underWay = new();
    private readonly BatchTally _tally = new();
    private readonly BlastRadius _blast = new();
    private readonly RestrictedEntities _restricted = new();
    private readonly List<string> _damage = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Task _last = Task.CompletedTask;
    private long _outOfRange;
    private long _bytes;
    private long _reportedMs;

    /// <summary>Notes damage that the reader of the log met.</summary>
    public void NoteDamage(LogCorruptException damage) => _damage.Add(damage.Message);

    /// <summary>Runs to the end of the records, or until cancelled: then the report says what was found so far.</summary>
    /// <param name="decisions">Records of <see cref="Topic.Decisions"/>, in order.</param>
    /// <param name="bytes">How many bytes of log they are, to tell how far it is.</param>
    /// <param name="onProgress">Told about twice a second, if anybody is.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public BacktestReport Run(
        IEnumerable<LogRecord> decisions, long bytes, Action<BacktestProgress>? onProgress, CancellationToken cancellationToken)
    {
        var batch = new DecisionBatch();
        var isComplete = true;
        foreach (var record in decisions)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                isComplete = false;
                break;
            }

            _bytes += FrameBytes + record.Payload.Length;
            if (record.TimeMs < plan.FromMs || record.TimeMs > plan.ToMs)
            {
                _outOfRange++;
                if (record.TimeMs > plan.ToMs && record.TimeMs - plan.ToMs > DisorderMs)
                {
                    break;
                }

                continue;
            }

            batch.Add(record.Payload.Span);
            if (batch.IsFull)
            {
                batch = Hand(batch);
                Report(bytes, onProgress);
            }
        }

        Hand(batch);
        while (_underWay.Count > 0)
        {
            Collect();
        }

        return new BacktestReport
        {
            Plan = plan,
            Tally = _tally,
            Blast = _blast,
            Restricted = _restricted,
            Evicted = _simulated?.Evicted ?? 0,
            OutOfRange = _outOfRange,
            Damage = _damage,
            IsComplete = isComplete,
            Elapsed = _clock.Elapsed,
            Examples = [.. _tally.Examples.All.Select(e => ExampleExplainer.Explain(e, plan))],
        };
    }

    /// <summary>Has a batch decided and gives an empty one; waits where too many are under way.</summary>
    private DecisionBatch Hand(DecisionBatch batch)
    {
        // What stands is the outcome of every decision before: then one batch after another, beside the reading.
        var before = _simulated is null ? Task.CompletedTask : _last;
        var task = Task.Run(async () =>
        {
            await before;
            var judge = _judges.TryTake(out var idle) ? idle : new BatchJudge(plan, _simulated);
            judge.Judge(batch);
            return (batch, judge);
        });
        _underWay.Enqueue(task);
        _last = task;
        while (_underWay.Count >= Math.Max(1, plan.BatchesAtOnce))
        {
            Collect();
        }

        return _batches.TryTake(out var empty) ? empty : new DecisionBatch();
    }

    /// <summary>The oldest batch that is under way: order is what makes two runs equal.</summary>
    private void Collect()
    {
        var (batch, judge) = _underWay.Dequeue().GetAwaiter().GetResult();
        _tally.Add(judge.Tally);
        _blast.Add(judge.Tally.Touches);
        _restricted.Add(judge.Tally.Left);
        batch.Clear();
        _batches.Add(batch);
        _judges.Add(judge);
    }

    private void Report(long total, Action<BacktestProgress>? onProgress)
    {
        var elapsedMs = _clock.ElapsedMilliseconds;
        if (onProgress is null || elapsedMs - _reportedMs < ReportEveryMs)
        {
            return;
        }

        _reportedMs = elapsedMs;
        var share = Math.Clamp((double)_bytes / Math.Max(total, 1), 1e-6, 1);
        onProgress(new BacktestProgress(
            _tally.Decisions,
            share,
            _tally.Decisions * 1000.0 / elapsedMs,
            elapsedMs / 1000.0 * (1 - share) / share,
            _tally.Actions.Changed,
            _blast.CleanNewly.Count));
    }
}
