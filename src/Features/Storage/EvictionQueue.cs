namespace SecurityDecisioning.Features.Storage;

/// <summary>First in, first out over records, linked through the records themselves.</summary>
internal sealed partial class EvictionQueue(RecordTable records)
{
    private int _head;
    private int _tail;

    public int Count { get; private set; }

    public void Push(int record)
    {
        records[record].Next = 0;
        if (_tail == 0) _head = record;
        else records[_tail].Next = record;
        _tail = record;
        Count++;
    }

    public int Pop()
    {
        var record = _head;
        _head = records[record].Next;
        if (_head == 0) _tail = 0;
        Count--;
        return record;
    }
}
