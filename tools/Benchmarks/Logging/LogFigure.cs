namespace SecurityDecisioning.Benchmarks.Logging;

/// <summary>One size of record: how many per second were made durable, by how many appenders, and read back by one reader.</summary>
internal sealed record LogFigure(int Size, int Appenders, double AppendedPerSecond, double ReadPerSecond);
