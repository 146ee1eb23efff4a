using System.Diagnostics;

namespace SecurityDecisioning.Benchmarks.Machine;

/// <summary>Processor time that another process has used: what a request really costs, whatever else the machine does.</summary>
internal sealed class ProcessClock(Process process)
{
    public TimeSpan Used
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }
}
