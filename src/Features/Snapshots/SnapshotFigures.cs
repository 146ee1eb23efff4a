namespace SecurityDecisioning.Features.Snapshots;

/// <summary>What writing the feature store cost.</summary>
/// <param name="LongestPause">The longest that one of the store's locks was held for copying.</param>
/// <param name="Took">From the first copy to the last byte given to the file.</param>
/// <param name="Entities">Entities written.</param>
/// <param name="JournalSteps">Steps of events that came in meanwhile and are in the copy already.</param>
public readonly record struct SnapshotFigures(TimeSpan LongestPause, TimeSpan Took, long Entities, long JournalSteps);
