using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>What keeps records from the disk or the cluster, in words.</summary>
internal static class LogHealth
{
    /// <summary>Part of the log's buffer that a disk which keeps up does not use.</summary>
    private const long Usual = 8;

    public static IEnumerable<HealthProblem> Problems(LogStatus log, long lost, IEnumerable<string> damaged)
    {
        if (log.Degraded is not null)
        {
            yield return new HealthProblem("log", $"records wait in memory: {log.Degraded}");
        }
        else if (log.BufferedBytes > log.BufferLimitBytes / Usual)
        {
            // A disk that stands still reports nothing: only its silence tells.
            yield return new HealthProblem(
                "log", $"records use {log.BufferedBytes * 100 / log.BufferLimitBytes} % of the memory kept for them: the disk is slow");
        }

        if (lost > 0)
        {
            yield return new HealthProblem("log", $"{lost} records were refused since the start");
        }

        foreach (var found in damaged)
        {
            yield return new HealthProblem("log", $"what stands there is left out: {found}");
        }

        if (log.Sharing is { Problem: { } problem } sharing)
        {
            yield return new HealthProblem("cluster", $"{sharing.Unsent} records wait on this disk: {problem}");
        }

        if (log.Sharing is { Dropped: > 0 } dropped)
        {
            yield return new HealthProblem(
                "cluster", $"{dropped.Dropped} records were gone before it took them: by the log's size limit or damage");
        }
    }
}
