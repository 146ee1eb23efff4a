using Microsoft.Win32.SafeHandles;

namespace SecurityDecisioning.Streams.Local;

/// <summary>The calls that a disk can fail, in one place so that a test can make them fail.</summary>
internal class DiskCalls
{
    public virtual SafeFileHandle Create(string path) =>
        File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    public virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long position) =>
        RandomAccess.Write(file, bytes, position);

    public virtual void Sync(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public virtual void SyncFolder(string folder) => FolderSync.Sync(folder);
}
