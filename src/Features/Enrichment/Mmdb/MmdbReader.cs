namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>
/// Reads MaxMind DB files, format 2.0 (the specification that MaxMind publishes as MaxMind-DB-spec). A look-up walks the search
/// tree in memory and allocates nothing. Any number of threads may use one reader.
/// </summary>
public sealed class MmdbReader
{
    /// <summary>Zero bytes between the tree and the data section.</summary>
    private const int Separator = 16;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly string _name;
    private readonly int _treeSize;
    private readonly int _dataLength;
    private readonly uint _firstV4;
    private readonly int _firstV4Depth;

    private MmdbReader(ReadOnlyMemory<byte> file, string name)
    {
        _file = file;
        _name = name;
        Metadata = MmdbMetadataReader.Read(file.Span, name, out var markerAt);
        var treeSize = MmdbTree.SizeOf(Metadata.RecordBits, Metadata.NodeCount);
        if (treeSize + Separator > markerAt)
        {
            throw new MmdbFormatException(
                name, markerAt, $"the tree needs {treeSize} bytes, and its metadata begins before that: the file is cut off");
        }

        _treeSize = (int)treeSize;
        _dataLength = markerAt - _treeSize - Separator;
        if (Metadata.IpVersion == 6)
        {
            _firstV4 = Tree.Walk(0, 0, 96, out _firstV4Depth);
        }
    }

    public MmdbMetadata Metadata { get; }

    private MmdbTree Tree => new(_file.Span[.._treeSize], Metadata.RecordBits, Metadata.NodeCount);

    private MmdbSection Data => new(_file.Span.Slice(_treeSize + Separator, _dataLength), _name, _treeSize + Separator);

    /// <summary>Maps a file and checks all of it, so that no look-up meets damage later.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scratch">Folder of our own to map a copy from; null maps the file itself.</param>
    /// <exception cref="MmdbFormatException">The file is no database, or a damaged one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static MmdbReader Open(string path, string? scratch = null)
    {
        var reader = new MmdbReader(MmdbFile.Map(path, scratch), path);
        reader.Verify();
        return reader;
    }

    /// <summary>Reads a database that is in memory; checks its metadata only.</summary>
    /// <param name="file">The whole file; not written to as long as the reader is in use.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="MmdbFormatException">The metadata are not right, or do not fit the file.</exception>
    public static MmdbReader Read(ReadOnlyMemory<byte> file, string name) => new(file, name);

    /// <summary>Finds the record of an address. An IPv6 address is unknown to a database of IPv4.</summary>
    /// <exception cref="MmdbFormatException">The tree leads out of the data section.</exception>
    public MmdbEntry Find(ClientAddress address)
    {
        if (address.IsNone || (Metadata.IpVersion == 4 && !address.IsIPv4))
        {
            return new MmdbEntry(-1, 0);
        }

        uint record;
        int depth;
        if (address.IsIPv4)
        {
            var bits = (UInt128)(uint)address.Low << 96;
            record = Tree.Walk(_firstV4, bits, 32, out depth);
        }
        else
        {
            record = Tree.Walk(0, new UInt128(address.High, address.Low), 128, out depth);
        }

        var entry = new MmdbEntry(OffsetOf(record), depth);
        GC.KeepAlive(this);
        return entry;
    }

    /// <summary>Decodes the record of <paramref name="entry"/>, null where there is none.</summary>
    /// <exception cref="MmdbFormatException">The record is damaged, too deep or too large.</exception>
    public MmdbValue? Decode(MmdbEntry entry)
    {
        if (entry.IsNone)
        {
            return null;
        }

        var value = new MmdbDecoder(Data).Decode(entry.Offset);
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Checks every node of the tree and every record that it leads to.</summary>
    /// <exception cref="MmdbFormatException">Something is damaged; the message says where.</exception>
    public void Verify()
    {
        if (_file.Span.Slice(_treeSize, Separator).ContainsAnyExcept((byte)0))
        {
            throw new MmdbFormatException(_name, _treeSize, $"{Separator} zero bytes belong between the tree and the data");
        }

        var tree = Tree;
        new MmdbTreeVerifier(tree, Metadata, _name).Check();
        var verifier = new MmdbVerifier(_dataLength);
        var data = Data;
        for (uint node = 0; node < Metadata.NodeCount; node++)
        {
            Verify(verifier, data, tree.Record(node, 0));
            Verify(verifier, data, tree.Record(node, 1));
        }

        GC.KeepAlive(this);
    }

    /// <summary>The data section, for reading single fields. Whoever uses it keeps this reader alive meanwhile.</summary>
    internal MmdbSection Section() => Data;

    private void Verify(MmdbVerifier verifier, MmdbSection data, uint record)
    {
        var offset = OffsetOf(record);
        if (offset >= 0)
        {
            verifier.Check(data, offset);
        }
    }

    private int OffsetOf(uint record)
    {
        if (record <= Metadata.NodeCount)
        {
            return -1;
        }

        var offset = (long)record - Metadata.NodeCount - Separator;
        return offset >= 0 && offset < _dataLength
            ? (int)offset
            : throw new MmdbFormatException(
                _name, _treeSize, $"a record of the tree leads to {offset} of a data section of {_dataLength} bytes");
    }
}
