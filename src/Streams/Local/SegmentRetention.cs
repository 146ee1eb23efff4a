using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Removes whole segments that are too old or too much, oldest first, never the newest. A reader that has one open reads it
/// to its end. Age is the file's last write, not the records' event time: a replayed log must not vanish as it is written.
/// </summary>
internal sealed class SegmentRetention(
    IReadOnlyList<TopicFiles> topics,
    LocalLogOptions options,
    TimeProvider time,
    ILogger logger,
    StreamsMetrics? metrics = null,
    Func<Topic, long>? keptFrom = null)
{
    private long _dropped;

    /// <summary>Records that had to go, for size, before whoever needs them had them.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Apply()
    {
        foreach (var topic in topics)
        {
            Apply(topic, options.RetentionOf(topic.Topic));
        }
    }

    private void Apply(TopicFiles topic, LogRetention retention)
    {
        var oldest = time.GetUtcNow() - retention.Age;
        while (topic.Segments is [var first, var second, ..])
        {
            var needed = keptFrom is null ? 0 : Math.Max(0, second.BaseOffset - Math.Max(first.BaseOffset, keptFrom(topic.Topic)));
            try
            {
                if (topic.Bytes <= retention.Bytes
                    && (needed > 0 || File.GetLastWriteTimeUtc(first.Path) >= oldest.UtcDateTime))
                {
                    return;
                }

                topic.Remove(first);
                File.Delete(first.Path);
                Log.SegmentRemoved(logger, first.Path, first.Bytes);
                if (needed > 0)
                {
                    // The disk is bounded whatever the cluster does; what that costs is counted and said.
                    Interlocked.Add(ref _dropped, needed);
                    metrics?.Dropped(topic.Topic, needed);
                    Log.UnsentRemoved(logger, first.Path, needed);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Log.SegmentKept(logger, first.Path, failure);
                return;
            }
        }
    }
}
