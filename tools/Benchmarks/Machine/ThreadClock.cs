using System.Runtime.InteropServices;

namespace SecurityDecisioning.Benchmarks.Machine;

/// <summary>
/// Processor time of the calling thread (POSIX clock_gettime, CLOCK_THREAD_CPUTIME_ID); NaN where there is no such clock.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static double Seconds()
    {
        if (!OperatingSystem.IsLinux()) return double.NaN;
        Span<long> time = stackalloc long[2];
        return GetTime(ThreadProcessorTime, time) == 0 ? time[0] + (time[1] / 1e9) : double.NaN;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, Span<long> time);
}
