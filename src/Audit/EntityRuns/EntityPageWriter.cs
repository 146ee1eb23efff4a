namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>Stores a page of entries under its key.</summary>
internal delegate void EntityPageWriter(long key, ReadOnlySpan<byte> page);
