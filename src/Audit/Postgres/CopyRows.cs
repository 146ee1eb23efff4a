using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace SecurityDecisioning.Audit.Postgres;

/// <summary>
/// Rows on their way into a table in PostgreSQL's binary COPY format, through one buffer that is sent when it is full: no
/// object and no box per value. Until <see cref="CompleteAsync"/> nothing counts; disposing without it takes the COPY back.
/// </summary>
/// <remarks>The format is described under COPY, "Binary Format", in PostgreSQL's manual.</remarks>
public sealed class CopyRows : IAsyncDisposable
{
    private const int FlushAt = 128 * 1024;
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly NpgsqlRawCopyStream _stream;
    private readonly ArrayBufferWriter<byte> _buffer;
    private bool _completed;

    private CopyRows(NpgsqlRawCopyStream stream, ArrayBufferWriter<byte> buffer)
    {
        _stream = stream;
        _buffer = buffer;
    }

    /// <summary>Begins a COPY within the transaction that is open on the connection.</summary>
    /// <param name="connection">Nothing else may use it until this is disposed.</param>
    /// <param name="target">Table and columns, for example <c>numbers (one, two)</c>. Never from outside.</param>
    /// <param name="buffer">Memory to use, cleared first; kept by the caller for the next time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CopyRows> BeginAsync(
        NpgsqlConnection connection, string target, ArrayBufferWriter<byte> buffer, CancellationToken cancellationToken = default)
    {
        var stream = await connection.BeginRawBinaryCopyAsync($"COPY {target} FROM STDIN (FORMAT binary)", cancellationToken);
        buffer.ResetWrittenCount();
        buffer.Write(Header);
        return new CopyRows(stream, buffer);
    }

    /// <summary>Whether enough has been gathered to <see cref="FlushAsync"/>.</summary>
    public bool IsFull => _buffer.WrittenCount >= FlushAt;

    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await _stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Begins a row of <paramref name="columns"/> values, which must follow in the order of the columns.</summary>
    public void Row(short columns)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.GetSpan(sizeof(short)), columns);
        _buffer.Advance(sizeof(short));
    }

    public void Null() => Length(-1);

    /// <summary>A <c>smallint</c>.</summary>
    public void Small(short value) => BinaryPrimitives.WriteInt16BigEndian(Value(sizeof(short)), value);

    /// <summary>A <c>bigint</c>.</summary>
    public void Big(long value) => BinaryPrimitives.WriteInt64BigEndian(Value(sizeof(long)), value);

    /// <summary>A <c>real</c>.</summary>
    public void Real(float value) => BinaryPrimitives.WriteSingleBigEndian(Value(sizeof(float)), value);

    /// <summary>A <c>uuid</c>; NULL for the all-zero value: absent.</summary>
    public void Wide(ulong high, ulong low)
    {
        if ((high | low) == 0)
        {
            Null();
            return;
        }

        var value = Value(2 * sizeof(ulong));
        BinaryPrimitives.WriteUInt64BigEndian(value, high);
        BinaryPrimitives.WriteUInt64BigEndian(value[sizeof(ulong)..], low);
    }

    /// <summary>A <c>text</c>; what cannot be kept as such becomes the replacement character (<see cref="PostgresText"/>).</summary>
    public void Text(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = PostgresText.Of(value);
        var span = _buffer.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, span[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        _buffer.Advance(sizeof(int) + length);
    }

    /// <summary>A <c>bytea</c>.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Length(value.Length);
        _buffer.Write(value);
    }

    /// <summary>Sends the rest and waits until the server has taken all rows.</summary>
    /// <exception cref="PostgresException">It refuses one; then none counts.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        Row(-1);
        await FlushAsync(cancellationToken);
        _completed = true;
        await _stream.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_completed)
        {
            _completed = true;
            try
            {
                await _stream.CancelAsync();
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                // The connection went first; so did everything that was sent over it.
            }

            await _stream.DisposeAsync();
        }
    }

    private void Length(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(sizeof(int)), length);
        _buffer.Advance(sizeof(int));
    }

    private Span<byte> Value(int length)
    {
        Length(length);
        var span = _buffer.GetSpan(length)[..length];
        _buffer.Advance(length);
        return span;
    }
}
