namespace SecurityDecisioning.Features.Storage;

/// <summary>First in, first out over records, linked through the records themselves.</summary>
internal sealed class EvictionQueue(RecordTable records)
{
    private int _head = -1;
    private int _tail = -1;

    public int Count { get; private set; }

    public void Push(int record)
    {
        records[record].Next = -1;
        if (_tail < 0) _head = record;
        else records[_tail].Next = record;
        _tail = record;
        Count++;
    }

    public int Pop()
    {
        var record = _head;
        _head = records[record].Next;
        if (_head < 0) _tail = -1;
        Count--;
        return record;
    }
}
