namespace SecurityDecisioning.Streams.Local;

/// <summary>Up to where one topic is on disk, and who waits for it to get further.</summary>
internal sealed class DurabilityGate(long end)
{
    private readonly Lock _gate = new();
    private readonly List<(long End, bool Urgent, TaskCompletionSource Done)> _waiters = [];
    private long _end = end;
    private bool _urgent;
    private Exception? _closed;

    /// <summary>Every record below this offset is on disk.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Somebody is held up by the next sync.</summary>
    public bool IsUrgent => Volatile.Read(ref _urgent);

    /// <summary>Completes once every record below <paramref name="end"/> is on disk.</summary>
    public ValueTask WaitForAsync(long end, bool urgent, CancellationToken cancellationToken)
    {
        if (End >= end)
        {
            return ValueTask.CompletedTask;
        }

        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource done;
        lock (_gate)
        {
            if (_end >= end)
            {
                return ValueTask.CompletedTask;
            }

            if (_closed is not null)
            {
                return ValueTask.FromException(_closed);
            }

            done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((end, urgent, done));
            Volatile.Write(ref _urgent, _urgent | urgent);
        }

        return cancellationToken.CanBeCanceled ? CancellableAsync(done, cancellationToken) : new ValueTask(done.Task);
    }

    public void Advance(long end)
    {
        List<TaskCompletionSource>? done = null;
        lock (_gate)
        {
            Volatile.Write(ref _end, end);
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_waiters[i].End <= end)
                {
                    (done ??= []).Add(_waiters[i].Done);
                    _waiters[i] = _waiters[^1];
                    _waiters.RemoveAt(_waiters.Count - 1);
                }
            }

            // Those left are followers, or came while this sync was running and are held up by the next.
            Volatile.Write(ref _urgent, _waiters.Exists(static w => w.Urgent));
        }

        done?.ForEach(static d => d.TrySetResult());
    }

    /// <summary>Whoever still waits learns why nothing more will come.</summary>
    public void Close(Exception why)
    {
        List<(long End, bool Urgent, TaskCompletionSource Done)> left;
        lock (_gate)
        {
            _closed ??= why;
            left = [.. _waiters];
            _waiters.Clear();
        }

        left.ForEach(waiter => waiter.Done.TrySetException(why));
    }

    private async ValueTask CancellableAsync(TaskCompletionSource done, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                lock (_gate)
                {
                    _waiters.RemoveAll(waiter => ReferenceEquals(waiter.Done, done));
                }

                done.TrySetCanceled(token);
            },
            null);
        await done.Task;
    }
}
