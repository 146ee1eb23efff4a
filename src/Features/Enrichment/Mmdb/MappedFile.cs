using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>
/// A file in memory, read-only. It is unmapped once nobody can reach it any more, not when somebody says so: a request that
/// still reads the old database of a pair that was just swapped must not meet pages that are gone.
/// </summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _length;

    /// <param name="stream">The file; this object owns it from now on.</param>
    public MappedFile(FileStream stream)
    {
        _length = checked((int)stream.Length);
        _file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);

        // Without a reference of its own on the handle: one would keep the finalizer of the handle from unmapping.
        _start = (byte*)_view.SafeMemoryMappedViewHandle.DangerousGetHandle() + _view.PointerOffset;
    }

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex, default, this);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _view.Dispose();
            _file.Dispose();
        }
    }
}
