using System.Runtime.Intrinsics;

namespace SecurityDecisioning.Features.Windows;

/// <summary>A time with what follows from it, worked out once per event and used for each of its entities.</summary>
internal readonly struct Moment
{
    /// <summary>Where the bucket lies in each ring.</summary>
    public readonly RingPlace Place;

    public Moment(long timeMs)
    {
        TimeMs = timeMs;
        Bucket = Buckets.Of(timeMs);
        Edges = Buckets.Edges(Bucket);
        Place = new RingPlace(Bucket);
    }

    public long TimeMs { get; }

    /// <summary>Number of the finest bucket.</summary>
    public int Bucket { get; }

    /// <summary>What the rings hold when this is the newest event.</summary>
    public Vector128<int> Edges { get; }

    public Vector128<int> EdgesAt(int newest) => newest == Bucket ? Edges : Buckets.Edges(newest);
}
