namespace SecurityDecisioning.Audit.Records;

/// <summary>How many decisions took an action within one bucket of time.</summary>
/// <param name="BucketMs">Start of the bucket, milliseconds since the Unix epoch.</param>
/// <param name="Action">The action.</param>
/// <param name="Count">How many.</param>
public readonly record struct ActionCount(long BucketMs, ActionKind Action, long Count);
