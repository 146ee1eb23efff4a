namespace SecurityDecisioning.Streams;

/// <summary>Where a record stands: offsets count records from 0 within a topic.</summary>
public readonly record struct LogPosition(Topic Topic, long Offset);
