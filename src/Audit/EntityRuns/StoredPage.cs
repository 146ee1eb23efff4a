namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>A page as a store gives it back.</summary>
/// <param name="Key">Its key (<see cref="EntityPage"/>).</param>
/// <param name="Entries">Its bytes.</param>
internal sealed record StoredPage(long Key, byte[] Entries);
