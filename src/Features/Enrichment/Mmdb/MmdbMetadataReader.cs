namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>Finds and checks the metadata at the end of a file.</summary>
internal static class MmdbMetadataReader
{
    /// <summary>Most bytes of the metadata section, its marker included (specification, "Database Metadata").</summary>
    private const int MaxSize = 128 * 1024;

    private const uint Major = 2;

    /// <summary>Latest second that <see cref="DateTimeOffset"/> can hold.</summary>
    private const ulong LastSecond = 253_402_300_799;

    private static ReadOnlySpan<byte> Marker =>
    [
        0xAB, 0xCD, 0xEF, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o',
        (byte)'m',
    ];

    /// <param name="file">The whole file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="markerAt">Where the metadata's marker begins.</param>
    public static MmdbMetadata Read(ReadOnlySpan<byte> file, string name, out int markerAt)
    {
        var from = Math.Max(0, file.Length - MaxSize);
        var at = file[from..].LastIndexOf(Marker);
        if (at < 0)
        {
            throw new MmdbFormatException(name, file.Length, "no metadata at its end: it is no MaxMind DB, or it is cut off");
        }

        markerAt = from + at;
        var begin = markerAt + Marker.Length;
        var section = new MmdbSection(file[begin..], name, begin);
        var map = new MmdbDecoder(section).Decode(0);
        if (map.Kind != MmdbKind.Map)
        {
            section.Throw(0, "the metadata is no map");
        }

        var major = Number(section, map, "binary_format_major_version");
        if (major != Major)
        {
            section.Throw(0, $"the format's version is {major}: only {Major} is read");
        }

        var recordBits = Number(section, map, "record_size");
        if (recordBits is not (24 or 28 or 32))
        {
            section.Throw(0, $"records have {recordBits} bits: 24, 28 or 32 belongs there");
        }

        var version = Number(section, map, "ip_version");
        if (version is not (4 or 6))
        {
            section.Throw(0, $"the IP version is {version}: 4 or 6 belongs there");
        }

        var nodes = Number(section, map, "node_count");
        if (nodes is 0 or > int.MaxValue)
        {
            section.Throw(0, $"the tree has {nodes} nodes: 1 to {int.MaxValue} belongs there");
        }

        return new MmdbMetadata(
            Required(section, map, "database_type", MmdbKind.Text).Text,
            (int)version,
            (int)recordBits,
            (uint)nodes,
            DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(Number(section, map, "build_epoch"), LastSecond)),
            [.. (map["languages"]?.Items ?? []).Select(l => l.Text)]);
    }

    private static ulong Number(MmdbSection section, MmdbValue map, string key)
    {
        var value = map[key];
        if (value is null || value.Kind is not (MmdbKind.UInt16 or MmdbKind.UInt32 or MmdbKind.UInt64 or MmdbKind.UInt128))
        {
            section.Throw(0, $"the metadata has no number `{key}`");
        }

        return (ulong)UInt128.Min(value.Number, ulong.MaxValue);
    }

    private static MmdbValue Required(MmdbSection section, MmdbValue map, string key, MmdbKind kind)
    {
        var value = map[key];
        if (value?.Kind != kind)
        {
            section.Throw(0, $"the metadata has no `{key}` of type {kind}");
        }

        return value;
    }
}
