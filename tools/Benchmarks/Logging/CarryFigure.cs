using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Logging;

/// <summary>What carrying the local log to the cluster comes to.</summary>
/// <param name="Size">Bytes of a payload.</param>
/// <param name="Records">How many waited on the disk.</param>
/// <param name="PerSecond">Carried and confirmed by all brokers.</param>
/// <param name="MicrosecondsEach">Processor time of the carrying process for each, all its threads together.</param>
internal sealed record CarryFigure(int Size, int Records, double PerSecond, double MicrosecondsEach)
{
    public string Write() => string.Create(
        CultureInfo.InvariantCulture,
        $"\nCarried from the disk to three brokers of the mock cluster (another process on the same cores, no disk of its own), sealed and "
            + $"in order, {Records:N0} records of {Size} B: {PerSecond:N0} /s, {MicrosecondsEach:N1} µs of processor time each.\n");
}
