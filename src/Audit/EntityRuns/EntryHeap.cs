namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>The next entry of each input, the least of all on top. A binary heap that replaces its top in one pass.</summary>
internal sealed class EntryHeap(int capacity)
{
    private readonly (ulong Entry, int Input)[] _items = new (ulong, int)[capacity];

    public int Count { get; private set; }

    public (ulong Entry, int Input) Least => _items[0];

    public void Clear() => Count = 0;

    public void Add(ulong entry, int input)
    {
        var at = Count++;
        while (at > 0 && entry < _items[(at - 1) / 2].Entry)
        {
            _items[at] = _items[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _items[at] = (entry, input);
    }

    /// <summary>The input of the least entry has this one next.</summary>
    public void ReplaceLeast(ulong entry) => Sink((entry, _items[0].Input));

    public void RemoveLeast()
    {
        var last = _items[--Count];
        if (Count > 0)
        {
            Sink(last);
        }
    }

    private void Sink((ulong Entry, int Input) item)
    {
        var items = _items.AsSpan(0, Count);
        var at = 0;
        for (var child = 1; child < items.Length; child = (2 * at) + 1)
        {
            child += child + 1 < items.Length && items[child + 1].Entry < items[child].Entry ? 1 : 0;
            if (items[child].Entry >= item.Entry)
            {
                break;
            }

            items[at] = items[child];
            at = child;
        }

        items[at] = item;
    }
}
