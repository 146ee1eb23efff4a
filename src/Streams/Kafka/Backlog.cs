namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// How long the oldest unsent record of a topic has waited, from where the log ended at times gone by. Bounded: when there are
/// many notes every second one goes, so that it answers to within a small share of the age.
/// </summary>
internal sealed class Backlog(TimeProvider time)
{
    private const int MostNotes = 512;

    private readonly Lock _gate = new();
    private readonly List<(long End, long At)> _notes = [];

    /// <summary>The topic ends at <paramref name="end"/> now.</summary>
    public void Note(long end)
    {
        lock (_gate)
        {
            if (_notes is [.., var last] && last.End == end)
            {
                return;
            }

            _notes.Add((end, time.GetTimestamp()));
            if (_notes.Count > MostNotes)
            {
                var kept = 0;
                _notes.RemoveAll(_ => kept++ % 2 == 1);
            }
        }
    }

    /// <summary>Age of the oldest record at or after <paramref name="sent"/>; zero where everything noted is sent.</summary>
    public TimeSpan OldestAfter(long sent)
    {
        lock (_gate)
        {
            _notes.RemoveAll(note => note.End <= sent);
            return _notes is [var oldest, ..] ? time.GetElapsedTime(oldest.At) : TimeSpan.Zero;
        }
    }
}
