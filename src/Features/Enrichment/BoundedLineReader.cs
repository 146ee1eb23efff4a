namespace SecurityDecisioning.Features.Enrichment;

/// <summary>Lines of a file that somebody else wrote, of which no more is ever kept than a good one needs.</summary>
internal sealed class BoundedLineReader(TextReader reader, int longest)
{
    private readonly char[] _line = new char[longest];
    private int _length;

    /// <summary>The line was longer than may be; <see cref="Line"/> is its beginning.</summary>
    public bool IsTooLong => _length > longest;

    public ReadOnlySpan<char> Line => _line.AsSpan(0, Math.Min(_length, longest));

    /// <summary>Goes on to the next line; false at the end.</summary>
    public bool Read()
    {
        _length = 0;
        int c;
        while ((c = reader.Read()) >= 0 && c != '\n')
        {
            if (_length < longest) _line[_length] = (char)c;
            if (_length <= longest) _length++;
        }

        return c >= 0 || _length > 0;
    }
}
