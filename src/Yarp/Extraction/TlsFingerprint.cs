namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// How a connection's client began TLS. The application puts it among the connection's features when it terminates TLS
/// (Kestrel's <c>TlsClientHelloBytesCallback</c>); its requests then carry it into their events.
/// </summary>
/// <param name="ja4">Hash of the fingerprint, see <see cref="SecurityEvent.Ja4"/>.</param>
public sealed class TlsFingerprint(ulong ja4)
{
    public ulong Ja4 { get; } = ja4;
}
