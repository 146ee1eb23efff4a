namespace SecurityDecisioning.Cli.Replaying;

/// <summary>Lines of a stream of any length, as bytes, without copying them. A line longer than the limit is told, not kept.</summary>
internal sealed class LineReader(Stream stream)
{
    public const int LongestLine = 64 * 1024;
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;
    private bool _ended;

    public long BytesRead { get; private set; }

    /// <summary>Whether the line just read was longer than <see cref="LongestLine"/> and has been left out.</summary>
    public bool WasTooLong { get; private set; }

    /// <summary>The next line without its end; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        WasTooLong = false;
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = Take(at, 1);
                return true;
            }

            if (_end - _start > LongestLine)
            {
                // Forget what there is of it, and go on until its end.
                WasTooLong = true;
                _start = _end;
            }

            if (_ended)
            {
                line = Take(_end - _start, 0);
                return line.Length > 0 || WasTooLong;
            }

            Fill();
        }
    }

    private ReadOnlySpan<byte> Take(int length, int ending)
    {
        var line = _buffer.AsSpan(_start, length);
        _start += length + ending;
        if (length > LongestLine)
        {
            WasTooLong = true;
        }

        return WasTooLong ? default : line.TrimEnd((byte)'\r');
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        BytesRead += read;
        _ended = read == 0;
    }
}
