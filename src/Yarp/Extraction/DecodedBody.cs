using System.Buffers;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>A decompressed body in a rented buffer, which is wiped when it goes back: it may have held a password.</summary>
internal sealed class DecodedBody(byte[] rented) : IDisposable
{
    public int Length { get; set; }

    public ReadOnlySpan<byte> Span => rented.AsSpan(0, Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented, clearArray: true);
}
