using System.Globalization;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Gateway.Snapshots;

/// <summary>
/// The folder of snapshots. A file has its name only once all of it is on disk; the last two are kept, so that a bad one
/// leaves another. Only its owner may look in: state tells who came from where.
/// </summary>
internal sealed class SnapshotFolder(string path)
{
    public const int Kept = 2;
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
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            await using (var output = new FileStream(aside, options))
            {
                var writer = new SnapshotWriter(output);
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

    private static long NumberOf(string file) => long.TryParse(
        Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
