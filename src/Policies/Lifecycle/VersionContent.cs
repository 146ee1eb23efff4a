using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>The documents of a version. What is read from a disk or a peer is believed only where it has the version's hash.</summary>
public sealed class VersionContent
{
    private const int NameBytes = 4096;

    private VersionContent(IReadOnlyList<PolicyFile> files)
    {
        Files = files;
        Version = HashOf(files);
    }

    /// <summary>
    /// SHA-256 over names and bytes, 64 hexadecimal digits. Its first 16 are the hash of the set they make where nothing is set
    /// over the documents' modes.
    /// </summary>
    public string Version { get; }

    /// <summary>Name, relative to the folder, and text of every document, in the order of the names.</summary>
    public IEnumerable<(string Name, string Text)> Documents => Files.Select(f => (f.Name, Encoding.UTF8.GetString(f.Bytes)));

    /// <summary>Name and bytes of every document, in the order of the names.</summary>
    public IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> Raw =>
        Files.Select(f => (f.Name, (ReadOnlyMemory<byte>)f.Bytes));

    internal IReadOnlyList<PolicyFile> Files { get; }

    /// <summary>The documents of a folder, as far as they can be read.</summary>
    public static VersionContent? OfFolder(string folder, out IReadOnlyList<PolicyProblem> problems)
    {
        var found = new ProblemList();
        var files = PolicyFolder.Read(folder, found);
        problems = found.ToList();
        return problems.Count == 0 ? Of(files) : null;
    }

    /// <summary>Makes the set of these documents.</summary>
    /// <param name="modes">Modes over the documents' own, by policy name or pattern.</param>
    public PolicyLoadResult Load(IReadOnlyDictionary<string, string>? modes = null) =>
        PolicyLoader.Build(Files, modes, new ProblemList());

    /// <summary>Packed for a file, a log record or a request: the same documents always make the same bytes.</summary>
    public byte[] Pack()
    {
        var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (var writer = new BinaryWriter(brotli, Encoding.UTF8))
        {
            writer.Write(Files.Count);
            foreach (var file in Files)
            {
                writer.Write(file.Name);
                writer.Write(file.Bytes.Length);
                writer.Write(file.Bytes);
            }
        }

        return packed.ToArray();
    }

    /// <summary>Reads what <see cref="Pack"/> wrote, within the limits of a folder; false where it is anything else.</summary>
    /// <param name="packed">Up to <see cref="LifecycleLimits.PackedBytes"/> bytes.</param>
    /// <param name="version">The hash that the documents must have; null for any.</param>
    /// <param name="content">The documents.</param>
    public static bool TryUnpack(ReadOnlyMemory<byte> packed, string? version, [NotNullWhen(true)] out VersionContent? content)
    {
        content = null;
        if (packed.Length is 0 or > LifecycleLimits.PackedBytes)
        {
            return false;
        }

        try
        {
            var read = new VersionContent(Unpack(packed));
            content = version is null || read.Version == version ? read : null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException
            or InvalidOperationException)
        {
            // Not what was packed: the caller says so.
        }

        return content is not null;
    }

    internal static VersionContent Of(IReadOnlyList<PolicyFile> files) => new(files);

    private static List<PolicyFile> Unpack(ReadOnlyMemory<byte> packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        using var reader = new BinaryReader(brotli, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var count = Bounded(reader.ReadInt32(), DocumentLimits.Files);
        var files = new List<PolicyFile>(Math.Min(count, 64));
        var total = 0;
        for (var i = 0; i < count; i++)
        {
            var name = ReadName(reader);
            var length = Bounded(reader.ReadInt32(), DocumentLimits.FileBytes);
            total = Bounded(total + length, DocumentLimits.FolderBytes);
            var bytes = reader.ReadBytes(length);
            if (bytes.Length != length || (files.Count > 0 && string.CompareOrdinal(files[^1].Name, name) >= 0))
            {
                throw new InvalidDataException("cut short, or not in order");
            }

            files.Add(new PolicyFile(name, bytes));
        }

        return brotli.ReadByte() < 0 ? files : throw new InvalidDataException("more than the documents");
    }

    private static string ReadName(BinaryReader reader)
    {
        // BinaryReader believes a text's length; this does not.
        var length = Bounded(reader.Read7BitEncodedInt(), NameBytes);
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new InvalidDataException("a name is cut short");
    }

    private static int Bounded(int value, int most) => value >= 0 && value <= most ? value : throw new InvalidDataException("too large");

    private static string HashOf(IReadOnlyList<PolicyFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(file.Name)));
            hash.AppendData(SHA256.HashData(file.Bytes));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
