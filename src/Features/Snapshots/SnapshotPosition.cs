namespace SecurityDecisioning.Features.Snapshots;

/// <summary>Where reading a topic goes on after a snapshot: everything before is in it.</summary>
/// <param name="Topic">Name of the topic.</param>
/// <param name="Partition">Part of the topic; 0 where it has none.</param>
/// <param name="Offset">Next record to read.</param>
public readonly record struct SnapshotPosition(string Topic, int Partition, long Offset);
