using SecurityDecisioning.Cli.Training;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>Reads what is known of decisions: the verdicts of closed cases, or the simulator's truth.</summary>
internal static class LabelReader
{
    /// <summary>A verdict on an entity is taken to hold from so long before its case was opened to its closing.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromHours(24);

    /// <exception cref="FormatException">It is no ground truth file.</exception>
    public static DecisionLabels OfTruth(string path)
    {
        var labels = new DecisionLabels();
        labels.Use(TruthTable.Read(path));
        return labels;
    }

    /// <summary>Every verdict in the log; the newest record of a case counts. None where there are no cases.</summary>
    public static DecisionLabels OfVerdicts(string logFolder)
    {
        var cases = new Dictionary<EventId, Case>();
        foreach (var record in LogArchive.Open(logFolder, Topic.Verdicts).Read(_ => { }))
        {
            if (TryRead(record) is { } item && (cases.Count < DecisionLabels.MaxVerdicts || cases.ContainsKey(item.Id)))
            {
                cases[item.Id] = cases.TryGetValue(item.Id, out var known) ? Case.Later(known, item) : item;
            }
        }

        var labels = new DecisionLabels();
        foreach (var item in cases.Values.Where(c => !c.IsOpen).OrderByDescending(c => c.Closing!.TimeMs))
        {
            labels.Add(item.Decision, item.Closing!.Verdict);
            labels.Add(item.Entity, item.OpenedMs - (long)Reach.TotalMilliseconds, item.Closing.TimeMs, item.Closing.Verdict);
        }

        return labels;
    }

    private static Case? TryRead(LogRecord record)
    {
        try
        {
            return ReviewCodec.Read(record.Payload.Span).Case;
        }
        catch (RecordFormatException)
        {
            return null;
        }
    }
}
