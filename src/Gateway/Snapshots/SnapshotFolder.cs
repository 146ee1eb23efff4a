using System.Globalization;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Gateway.Snapshots;

/// <summary>
/// The folder of snapshots. A file has its name only once all of it is on disk; the last two are kept, so that a bad one
/// leaves another. Only its owner may look in: state tells who came from where.
/// </summary>
/// <param name="path">The folder; made at the first need.</param>
/// <param name="sealKey">What snapshots are sealed with, so that peers can believe them; empty where there are none.</param>
internal sealed class SnapshotFolder(string path, ReadOnlyMemory<byte> sealKey = default)
{
    public const int Kept = 2;
    private const int CopyBytes = 1 << 20;
    private const string Extension = ".sds";
    private const string Unfinished = ".new";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Whole snapshots, newest first.</summary>
    public IReadOnlyList<string> NewestFirst() => !Directory.Exists(path)
        ? []
        : [.. Directory.EnumerateFiles(path, "*" + Extension).OrderDescending(StringComparer.Ordinal)];

    /// <summary>Writes a snapshot beside the others, syncs it, then lets it be one. Returns its size.</summary>
    /// <exception cref="IOException">The disk does not take it; nothing of it is left.</exception>
    public async Task<long> AddAsync(long takenMs, Func<SnapshotWriter, Task> write)
    {
        Make();
        // Whole seconds of a clock that may step back: the number goes up in any case.
        var newest = NewestFirst() is [var file, ..] ? NumberOf(file) : 0;
        var name = Math.Max(takenMs, newest + 1).ToString("D15", CultureInfo.InvariantCulture);
        var aside = Path.Combine(path, name + Unfinished);
        long bytes;
        try
        {
            await using (var output = new FileStream(aside, OwnOptions()))
            {
                using var writer = new SnapshotWriter(output, sealKey.Span);
                await write(writer);
                writer.Finish();
                bytes = writer.Bytes;
                output.Flush(flushToDisk: true);
            }

            File.Move(aside, Path.Combine(path, name + Extension), overwrite: false);
            FolderSync.Sync(path);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }

        foreach (var old in NewestFirst().Skip(Kept))
        {
            File.Delete(old);
        }

        return bytes;
    }

    /// <summary>
    /// Fetches a snapshot that a peer wrote: first a copy of our own, then the check of its seal, so that nobody can exchange it
    /// in between. Whoever gets the copy's name deletes it when it has been read.
    /// </summary>
    /// <param name="from">The file, or a folder whose newest is taken.</param>
    /// <exception cref="SnapshotException">There is none, or it is damaged or not sealed with this fleet's keys.</exception>
    /// <exception cref="IOException">It cannot be read or copied.</exception>
    public string Fetch(string from)
    {
        var file = Directory.Exists(from)
            ? new SnapshotFolder(from).NewestFirst() is [var newest, ..]
                ? newest
                : throw new SnapshotException($"{from}: no snapshot is in it")
            : from;
        Make();
        var copy = Path.Combine(path, "joined" + Unfinished);
        try
        {
            using (var input = Open(file))
            using (var output = new FileStream(copy, OwnOptions()))
            {
                input.CopyTo(output, CopyBytes);
            }

            using var own = Open(copy);
            SnapshotReader.CheckSeal(file, own, sealKey.Span);
            return copy;
        }
        catch
        {
            File.Delete(copy);
            throw;
        }
    }

    /// <summary>Opens one for reading from front to back.</summary>
    public static FileStream Open(string file) => new(file, new FileStreamOptions
    {
        Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, BufferSize = 0,
        Options = FileOptions.SequentialScan,
    });

    private void Make()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        // What a process that was killed left half written.
        foreach (var aside in Directory.EnumerateFiles(path, "*" + Unfinished))
        {
            File.Delete(aside);
        }
    }

    private static FileStreamOptions OwnOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    private static long NumberOf(string file) => long.TryParse(
        Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
