namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>What tells one version of a file from the next. Links are followed: what is stamped is what would be read.</summary>
internal readonly record struct FileStamp(long Length, DateTime WrittenUtc)
{
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static FileStamp Of(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new FileStamp(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
    }
}
