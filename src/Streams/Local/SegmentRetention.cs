using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Removes whole segments that are too old or too much, oldest first, never the newest. A reader that has one open reads it
/// to its end. Age is the file's last write, not the records' event time: a replayed log must not vanish as it is written.
/// </summary>
internal sealed class SegmentRetention(
    IReadOnlyList<TopicFiles> topics, LocalLogOptions options, TimeProvider time, ILogger logger)
{
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
        while (topic.Segments is [var first, _, ..])
        {
            try
            {
                if (topic.Bytes <= retention.Bytes && File.GetLastWriteTimeUtc(first.Path) >= oldest.UtcDateTime)
                {
                    return;
                }

                topic.Remove(first);
                File.Delete(first.Path);
                Log.SegmentRemoved(logger, first.Path, first.Bytes);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Log.SegmentKept(logger, first.Path, failure);
                return;
            }
        }
    }
}
