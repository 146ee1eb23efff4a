using Microsoft.Win32.SafeHandles;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>A disk that stands still, without an error, until it is let go.</summary>
internal sealed class StalledDisk : DiskCalls, IDisposable
{
    private readonly ManualResetEventSlim _moves = new(false);

    public void LetGo() => _moves.Set();

    public void Dispose() => _moves.Dispose();

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long position)
    {
        _moves.Wait();
        base.Write(file, bytes, position);
    }
}
