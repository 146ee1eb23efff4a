namespace SecurityDecisioning.Streams.Local;

/// <summary>What a look at one segment file found.</summary>
/// <param name="Topic">Whose segment it is.</param>
/// <param name="Path">The file.</param>
/// <param name="FirstOffset">Offset of its first record.</param>
/// <param name="Records">Good records from there on.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="TornBytes">
/// Bytes behind the last good record of the newest segment: what a process was writing when it ended, or is writing now.
/// Nobody was told that they are kept; the next start cuts them.
/// </param>
/// <param name="Damage">What is wrong; null where nothing is.</param>
public sealed record SegmentVerdict(
    Topic Topic, string Path, long FirstOffset, long Records, long Bytes, long TornBytes, string? Damage);
