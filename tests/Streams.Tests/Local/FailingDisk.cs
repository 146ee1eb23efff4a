using Microsoft.Win32.SafeHandles;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

/// <summary>
/// A disk that fails when told to. A failed sync loses the pages it was to sync, as a real system may: what a retry does not
/// write again is zeros.
/// </summary>
internal sealed class FailingDisk : DiskCalls
{
    private readonly List<(SafeFileHandle File, long Position, int Length)> _unsynced = [];

    public volatile bool FailWrites;
    public volatile bool FailSyncs;
    public volatile bool FailCreates;

    /// <summary>Reset, it keeps every write waiting, as a disk that stands still does.</summary>
    public ManualResetEventSlim Moves { get; } = new(true);

    public int Syncs;

    public override SafeFileHandle Create(string path) =>
        FailCreates ? throw new IOException("too many open files") : base.Create(path);

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long position)
    {
        Moves.Wait();
        if (FailWrites)
        {
            // Half of it gets there, as when a disk fills up.
            base.Write(file, bytes[..(bytes.Length / 2)], position);
            throw new IOException("no space left");
        }

        base.Write(file, bytes, position);
        _unsynced.Add((file, position, bytes.Length));
    }

    public override void Sync(SafeFileHandle file)
    {
        Interlocked.Increment(ref Syncs);
        if (FailSyncs)
        {
            foreach (var (_, position, length) in _unsynced.Where(w => w.File == file))
            {
                base.Write(file, new byte[length], position);
            }

            _unsynced.RemoveAll(w => w.File == file);
            throw new IOException("input/output error");
        }

        base.Sync(file);
        _unsynced.RemoveAll(w => w.File == file);
    }
}
