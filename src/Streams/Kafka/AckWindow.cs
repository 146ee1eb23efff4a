namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Records of one topic that are sent and not yet confirmed, in the order they were sent. Partitions confirm in any order;
/// what counts as sent is everything before the first unconfirmed. Bounded: sending waits for room.
/// </summary>
internal sealed class AckWindow(int capacity, Action<long> sentUpTo) : IDisposable
{
    private readonly SemaphoreSlim _room = new(capacity, capacity);
    private readonly Lock _gate = new();
    private readonly Slot[] _slots = new Slot[capacity];
    private int _first;
    private int _count;
    private volatile string? _failure;

    /// <summary>Why a record was not taken; null while all goes well. Nothing may be sent after it.</summary>
    public string? Failure => _failure;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Waits for room; false where a failure came first.</summary>
    public async ValueTask<bool> EnterAsync(long sequence, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_gate)
        {
            if (_failure is not null)
            {
                return false;
            }

            _slots[(_first + _count++) % capacity] = new Slot { Sequence = sequence };
            return true;
        }
    }

    public void Confirm(long sequence)
    {
        var freed = 0;
        var end = 0L;
        lock (_gate)
        {
            _slots[IndexOf(sequence)].IsConfirmed = true;
            while (_count > 0 && _slots[_first].IsConfirmed)
            {
                end = _slots[_first].Sequence + 1;
                _first = (_first + 1) % capacity;
                _count--;
                freed++;
            }

            if (freed > 0)
            {
                // Under the lock: two confirmations must not report their ends in the wrong order.
                sentUpTo(end);
            }
        }

        if (freed > 0)
        {
            _room.Release(freed);
        }
    }

    /// <summary>A record was refused for good: whoever waits for room is let go, to see it.</summary>
    public void Fail(string why)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = why;
        }

        if (_room.CurrentCount == 0)
        {
            try
            {
                _room.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody confirmed at the same moment: there is room anyway.
            }
        }
    }

    public void Dispose() => _room.Dispose();

    /// <summary>Sequences rise but may have gaps, where compaction took records away.</summary>
    private int IndexOf(long sequence)
    {
        var (low, high) = (0, _count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _slots[(_first + middle) % capacity].Sequence < sequence ? (middle + 1, high) : (low, middle);
        }

        return (_first + low) % capacity;
    }

    private struct Slot
    {
        public long Sequence;
        public bool IsConfirmed;
    }
}
