namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>
/// Reads the page with the smallest key from <paramref name="least"/> to <paramref name="most"/> into
/// <paramref name="entries"/>; returns how many entries it has and its <paramref name="key"/>, or 0 where there is no page.
/// </summary>
internal delegate int EntityPageReader(long least, long most, Span<ulong> entries, out long key);
