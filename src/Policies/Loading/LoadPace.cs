using System.Runtime;

namespace SecurityDecisioning.Policies.Loading;

/// <summary>
/// Keeps a load from holding up requests. The collector stops all threads for as long as it takes to look at what has been allocated
/// and is still in use; in the midst of a load that is most of what was allocated since it last came, and it comes late: the budget of
/// its youngest generation is made from the processor's cache, tens of megabytes on a server. So a load calls it itself, often, while
/// there is little to look at: many stops of a fifth of a millisecond in the place of a few of five to thirty.
/// </summary>
internal sealed class LoadPace : IDisposable
{
    /// <summary>
    /// Allocated between two collections, to begin with. Measured with 100 policies (300 rules): 1 MB makes stops of 0.7 ms in the mean
    /// and 1.4 at most, 200 kB 0.21 and 0.9; below 100 kB what every stop costs by itself outweighs the rest.
    /// </summary>
    private const long LeastStep = 128 * 1024;

    /// <summary>Past this the collector comes by itself.</summary>
    private const long LargestStep = 64 * 1024 * 1024;

    /// <summary>
    /// Every so many collections look at the middle generation too. Left alone, it fills with what survived all of them, and is
    /// looked at in one stop of one to four milliseconds.
    /// </summary>
    private const int MiddleEvery = 4;

    /// <summary>
    /// Stops that are longer than this in the mean, so many of them, are not long for what they look at: other programs keep the
    /// collector's threads waiting. Then fewer of them are better, and the step doubles.
    /// </summary>
    private const int Judged = 8;
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(1);

    private static readonly Lock Gate = new();
    private static int s_loads;
    private static GCLatencyMode s_before;

    [ThreadStatic]
    private static LoadPace? t_current;

    private readonly LoadPace? _around;
    private long _last = GC.GetAllocatedBytesForCurrentThread();
    private long _step = LeastStep;
    private TimeSpan _paused = GC.GetTotalPauseDuration();
    private int _collections;

    private LoadPace(LoadPace? around) => _around = around;

    /// <summary>What this thread loads from now on is loaded at this pace, until it is disposed.</summary>
    public static LoadPace Begin()
    {
        lock (Gate)
        {
            if (s_loads++ == 0)
            {
                // What survives a load ends in the oldest generation, and may fill its budget: that one is looked at beside running
                // threads as long as this holds, and not in one stop of seven milliseconds. Nothing where the collector is not concurrent.
                s_before = GCSettings.LatencyMode;
                GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
            }
        }

        return t_current = new LoadPace(t_current);
    }

    /// <summary>
    /// Called between pieces of a load, each as small as what a document can make large: a node, a rule, a question to the prover.
    /// Does nothing where nobody asked for a pace, as in the command line.
    /// </summary>
    public static void Step() => t_current?.Collect();

    public void Dispose()
    {
        t_current = _around;
        lock (Gate)
        {
            if (--s_loads == 0)
            {
                GCSettings.LatencyMode = s_before;
            }
        }
    }

    private void Collect()
    {
        if (GC.GetAllocatedBytesForCurrentThread() - _last < _step)
        {
            return;
        }

        // Not "blocking": that would hold all threads too where the oldest generation is due. The younger ones are done on return.
        GC.Collect(++_collections % MiddleEvery == 0 ? 1 : 0, GCCollectionMode.Forced, blocking: false);
        _last = GC.GetAllocatedBytesForCurrentThread();
        if (_collections % Judged == 0)
        {
            var paused = GC.GetTotalPauseDuration();
            _step = paused - _paused > Judged * Long ? Math.Min(2 * _step, LargestStep) : _step;
            _paused = paused;
        }
    }
}
