namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>COPY into a table without any index, into one with the id's, and the records; one after the other.</summary>
internal sealed record PostgresTurn(int Batch, RecordsCost Heap, RecordsCost Keyed, RecordsCost Records);
