namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>Writes a file whole and durably: after a crash it is the old one or the new one, never half of either.</summary>
internal static class StoreFile
{
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var next = path + ".next";
        using (var file = File.OpenHandle(next, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }

        // The log holds the same documents: a name that a power cut takes is written again at the next start.
        File.Move(next, path, overwrite: true);
    }
}
