namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>Brings a database file into memory.</summary>
internal static class MmdbFile
{
    /// <summary>Largest file that is read; the largest databases on offer have a few hundred MB.</summary>
    public const long MaxBytes = 1L << 30;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static int _copies;

    /// <param name="path">The file.</param>
    /// <param name="scratch">
    /// Folder of our own for a copy that is mapped in its place, or null to map the file itself. Somebody who writes over or
    /// cuts a mapped file takes the process down with it, so a server maps a copy that nobody else has.
    /// </param>
    /// <exception cref="MmdbFormatException">The file is empty or too large.</exception>
    /// <exception cref="IOException">It cannot be read, or the copy not written.</exception>
    public static ReadOnlyMemory<byte> Map(string path, string? scratch)
    {
        var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            CheckLength(path, source.Length);
            if (scratch is null)
            {
                return new MappedFile(source).Memory;
            }

            using (source)
            {
                return new MappedFile(Copy(source, path, scratch)).Memory;
            }
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static void CheckLength(string path, long length)
    {
        if (length == 0)
        {
            throw new MmdbFormatException(path, 0, "the file is empty");
        }

        if (length > MaxBytes)
        {
            throw new MmdbFormatException(path, MaxBytes, $"the file has {length} bytes; at most {MaxBytes} are read");
        }
    }

    private static FileStream Copy(FileStream source, string path, string scratch)
    {
        Directory.CreateDirectory(scratch);
        var name = Path.Combine(scratch, $"{Environment.ProcessId}-{Interlocked.Increment(ref _copies)}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var copy = new FileStream(name, options);
        try
        {
            source.CopyTo(copy);
            copy.Flush();
            CheckLength(path, copy.Length);
            if (!OperatingSystem.IsWindows())
            {
                // The mapping keeps it alive; its name need not outlive a process that is killed.
                File.Delete(name);
            }

            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
