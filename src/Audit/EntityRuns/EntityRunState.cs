namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>Values are stored: never renumber.</summary>
internal enum EntityRunState
{
    /// <summary>Complete; searches read it.</summary>
    Live = 0,

    /// <summary>Being written by a merge; searches read what it is made from.</summary>
    Building = 1,

    /// <summary>Not read any more; its pages are being removed.</summary>
    Dropped = 2,
}
