namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>A bare table and the records, one after the other.</summary>
internal sealed record RecordsTurn(int Batch, RecordsCost Bare, RecordsCost Records);
