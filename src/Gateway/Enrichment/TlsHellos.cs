using System.Buffers;
using Microsoft.AspNetCore.Connections;
using SecurityDecisioning.Features.Enrichment.Tls;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>Fingerprints a connection by its ClientHello, once, before TLS begins.</summary>
internal sealed class TlsHellos(EnrichmentMetrics metrics)
{
    /// <summary>Leaves the fingerprint among the connection's features; a hello that cannot be read leaves none.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="hello">The record with its hello; where a client cuts it in several records, only the first.</param>
    public void Read(ConnectionContext connection, ReadOnlySequence<byte> hello)
    {
        Span<char> fingerprint = stackalloc char[Ja4.Length];
        var read = Ja4.TryWrite(hello, fingerprint);
        metrics.HelloRead(read);
        if (read)
        {
            connection.Features.Set(new TlsFingerprint(Ja4.HashOf(fingerprint)));
        }
    }
}
