using System.Globalization;
using System.Runtime.InteropServices;

namespace SecurityDecisioning.Benchmarks.Machine;

/// <summary>What a figure was measured on; no report goes without it.</summary>
internal sealed record MachineFacts(string Processor, int Cores, double MemoryGiB, string System, string Runtime)
{
    public static MachineFacts Read() => new(
        Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024d / 1024 / 1024, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {MemoryGiB} GiB, {System}, {Runtime}");

    private static string? Line(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
