namespace SecurityDecisioning.Streams.Local;

/// <summary>Replaces a small file whole: after a crash it is the old one or the new one, never half of either.</summary>
internal static class SmallFile
{
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var next = path + ".next";
        using (var file = File.OpenHandle(next, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(next, path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(path)!);
    }
}
