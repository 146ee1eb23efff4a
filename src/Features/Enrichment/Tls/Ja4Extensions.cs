using System.Buffers.Binary;

namespace SecurityDecisioning.Features.Enrichment.Tls;

/// <summary>What a JA4 fingerprint takes from the extensions of a ClientHello.</summary>
internal ref struct Ja4Extensions
{
    private const ushort ServerName = 0x0000;
    private const ushort SignatureAlgorithms = 0x000D;
    private const ushort ApplicationProtocols = 0x0010;
    private const ushort SupportedVersions = 0x002B;

    /// <summary>Highest version offered, 0 where the extension is missing.</summary>
    public ushort Version { get; private set; }

    public bool HasName { get; private set; }

    /// <summary>How many there are, GREASE left out.</summary>
    public int Count { get; private set; }

    /// <summary>The first protocol offered (ALPN, RFC 7301).</summary>
    public ReadOnlySpan<byte> Protocol { get; private set; }

    /// <summary>Signature algorithms in the client's order, two bytes each.</summary>
    public ReadOnlySpan<byte> Algorithms { get; private set; }

    /// <param name="extensions">All of them.</param>
    /// <param name="types">Takes the types that are hashed: all but GREASE, server name and protocols.</param>
    /// <param name="kept">How many those are.</param>
    public bool TryRead(ReadOnlySpan<byte> extensions, Span<ushort> types, out int kept)
    {
        kept = 0;
        while (!extensions.IsEmpty)
        {
            if (extensions.Length < 4)
            {
                return false;
            }

            var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
            extensions = extensions[2..];
            if (!ClientHello.TryTake(ref extensions, 2, out var content))
            {
                return false;
            }

            if (ClientHello.IsGrease(type))
            {
                continue;
            }

            Count++;
            if (type is not (ServerName or ApplicationProtocols))
            {
                types[kept++] = type;
            }

            Take(type, content);
        }

        return true;
    }

    private void Take(ushort type, ReadOnlySpan<byte> content)
    {
        switch (type)
        {
            case ServerName:
                HasName = true;
                break;
            case SupportedVersions when ClientHello.TryTake(ref content, 1, out var versions):
                for (; versions.Length >= 2; versions = versions[2..])
                {
                    var version = BinaryPrimitives.ReadUInt16BigEndian(versions);
                    Version = ClientHello.IsGrease(version) ? Version : Math.Max(Version, version);
                }

                break;
            case SignatureAlgorithms when ClientHello.TryTake(ref content, 2, out var algorithms):
                Algorithms = algorithms;
                break;
            case ApplicationProtocols when ClientHello.TryTake(ref content, 2, out var list)
                && ClientHello.TryTake(ref list, 1, out var first):
                Protocol = first;
                break;
        }
    }
}
