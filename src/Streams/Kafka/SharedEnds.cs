using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>Up to where each topic is on the cluster, who waits for it to get further, and how far behind that is.</summary>
internal sealed class SharedEnds
{
    private readonly SentMarks _marks;
    private readonly DurabilityGate[] _gates;
    private readonly Backlog[] _backlogs;

    public SharedEnds(SentMarks marks, TimeProvider time)
    {
        _marks = marks;
        _gates = [.. Topics.All.Select(topic => new DurabilityGate(marks[topic]))];
        _backlogs = [.. Topics.All.Select(_ => new Backlog(time))];
    }

    public long Sent(Topic topic) => _marks[topic];

    public void Advance(Topic topic, long end)
    {
        _marks[topic] = end;
        _gates[(int)topic].Advance(end);
    }

    public ValueTask WhenSentAsync(LogPosition position, CancellationToken cancellationToken) =>
        _gates[(int)position.Topic].WaitForAsync(position.Offset + 1, urgent: false, cancellationToken);

    public void Note(Topic topic, long end) => _backlogs[(int)topic].Note(end);

    public TimeSpan OldestUnsent(Topic topic) => _backlogs[(int)topic].OldestAfter(Sent(topic));

    /// <exception cref="IOException">The marks could not be written; they are tried again with the next call.</exception>
    public void Keep() => _marks.Keep();

    public void Close()
    {
        foreach (var gate in _gates)
        {
            gate.Close(new LogUnavailableException("the log was closed before the record was on the cluster"));
        }
    }
}
