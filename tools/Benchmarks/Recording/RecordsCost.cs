namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>What a row costs.</summary>
/// <param name="RowsPerSecond">Rows per second of waiting.</param>
/// <param name="ProcessorUs">Processor time of the process per row, microseconds.</param>
/// <param name="BytesPerRow">Size of the file per row.</param>
/// <param name="ServerUs">The same of a database server's processes that serve this one; 0 where there is none.</param>
internal sealed record RecordsCost(double RowsPerSecond, double ProcessorUs, long BytesPerRow, double ServerUs = 0);
