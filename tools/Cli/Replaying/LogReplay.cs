using System.Diagnostics;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>
/// Streams a log through the engine that serves requests: each line's request is decided, then its outcome observed, in the
/// log's own time. Restrictions that a decision would have left do hold for the lines after it.
/// </summary>
internal sealed class LogReplay(DecisionEngine engine, RestrictionIndex restrictions, LogEvents events)
{
    private const int LinesPerSweep = 1 << 16;
    private readonly Decision _decision = new();

    /// <param name="stream">The log, already unpacked.</param>
    /// <param name="onProgress">Told now and then how many bytes have been read.</param>
    /// <param name="cancellationToken">Ends it early; the report then covers what was read.</param>
    public ReplayReport Run(Stream stream, Action<long>? onProgress, CancellationToken cancellationToken)
    {
        var report = new ReplayReport();
        var reader = new LineReader(stream);
        var started = Stopwatch.GetTimestamp();
        var line = default(LogLine);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!reader.TryRead(out var text))
            {
                report.Complete = true;
                break;
            }

            report.Lines++;
            var problem = reader.WasTooLong ? $"it is longer than {LineReader.LongestLine} bytes" : LogFormat.Read(text, ref line);
            if (problem is null)
            {
                Decide(line, report);
            }
            else
            {
                report.AddProblem(report.Lines, problem);
            }

            if (report.Lines % LinesPerSweep == 0)
            {
                restrictions.Sweep(report.LastMs);
                onProgress?.Invoke(reader.BytesRead);
            }
        }

        report.Elapsed = Stopwatch.GetElapsedTime(started);
        report.Bytes = reader.BytesRead;
        return report;
    }

    private void Decide(in LogLine line, ReplayReport report)
    {
        var request = events.Request(line, out var login);
        _decision.Reset();
        engine.Decide(request, _decision);
        engine.Recorded(_decision);
        engine.Observe(LogEvents.Outcome(request, line, login));
        report.Add(_decision);
    }
}
