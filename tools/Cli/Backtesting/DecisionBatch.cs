namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>Some decision records after another, copied out of the log so that they can be decided while it is read on.</summary>
internal sealed class DecisionBatch
{
    private const int MaxRecords = 1_024;
    private const int MaxBytes = 1 << 20;

    private readonly List<int> _ends = new(MaxRecords);
    private byte[] _bytes = new byte[MaxBytes];
    private int _used;

    public int Count => _ends.Count;

    public bool IsFull => _ends.Count >= MaxRecords || _used >= MaxBytes;

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    public void Add(ReadOnlySpan<byte> record)
    {
        if (_used + record.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + record.Length, 2 * _bytes.Length));
        }

        record.CopyTo(_bytes.AsSpan(_used));
        _used += record.Length;
        _ends.Add(_used);
    }

    public void Clear()
    {
        _ends.Clear();
        _used = 0;
    }
}
