using SecurityDecisioning.Benchmarks.Deciding;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Benchmarks.Backtesting;

/// <summary>A gateway's log after simulated shop traffic with attacks in it.</summary>
internal static class RecordedLog
{
    /// <summary>Writes as many decisions into <paramref name="data"/> as a gateway would have, and returns their bytes.</summary>
    public static async Task<long> WriteAsync(string root, string data, int decisions)
    {
        var bytes = 0L;
        await using var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = Path.Combine(data, "log") });
        foreach (var (decision, record) in EncodedDecisions.Of(root, decisions))
        {
            log.Append(Topic.Decisions, new UInt128(decision.Id.High, decision.Id.Low), decision.Event.TimeMs, record.Span);
            bytes += record.Length;
        }

        return bytes;
    }
}
