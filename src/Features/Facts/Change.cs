using System.Runtime.CompilerServices;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Facts;

/// <summary>
/// What one event means for the state, worked out once and applied to each of its entities. What one entity finds out for the
/// others is noted here on the way.
/// </summary>
internal ref struct Change
{
    /// <summary>Distinct counts that every request moves: all but the last, which takes a failed login.</summary>
    public const int SeenValues = (int)FeatureDistinct.UnknownNames;

    private const int BytesPerKib = 1_024;

    public Change(SecurityEvent e, in KeyedHash hash, long timeMs)
    {
        Event = e;
        Hash = hash;
        Moment = new Moment(timeMs);
        Marks = new Marks(e, hash);
        for (var distinct = 0; distinct < SeenValues; distinct++)
        {
            var mark = Marks.Of((FeatureDistinct)distinct);
            if (mark != 0) Seen[distinct] = CellOf(distinct, mark, Moment.Bucket);
        }

        Counters = CounterChanges.Of(e);
        IsRequest = e.Kind == EventKind.Request;
        IsLogin = e is { Kind: EventKind.Outcome, Login: LoginOutcome.Succeeded };
        KibOut = (uint)Math.Min((Math.Max(0, e.BytesOut) + BytesPerKib - 1) / BytesPerKib, Cell.MaxCount);
    }

    public readonly SecurityEvent Event { get; }

    public readonly KeyedHash Hash { get; }

    public readonly Moment Moment;

    public readonly Marks Marks { get; }

    /// <summary>What a request shows of each distinct count, ready to be kept; 0 where it shows none.</summary>
    public readonly SeenCells Seen;

    /// <summary>A bit per <see cref="FeatureCounter"/>.</summary>
    public readonly uint Counters { get; }

    /// <summary>What <see cref="FeatureCounter.KibOut"/> moves by where its bit is set; the others move by one.</summary>
    public readonly uint KibOut { get; }

    public readonly bool IsRequest { get; }

    public readonly bool IsLogin { get; }

    /// <summary>Names the step that is about to be done, for the tape.</summary>
    public ulong Tag { get; set; }

    /// <summary>Who wants to know what had reached the entities before; null for nearly all events.</summary>
    public OrderWitness? Witness { get; set; }

    /// <summary>Position of the entity that is about to be changed among the event's, and of its shard.</summary>
    public int Place { get; set; }

    public int Shard { get; set; }

    /// <summary>The account's finding: a login failed under a name that nobody had signed in to or registered.</summary>
    public bool IsNameUnknown { get; set; }

    /// <summary>The session's finding: what the event changes about the order of its first steps.</summary>
    public StepChange Steps { get; set; }

    /// <summary>The session's finding: rank of its last step in an earlier bucket, 0 for none.</summary>
    public int LastStep { get; set; }

    /// <summary>A value of a distinct count, seen in a bucket.</summary>
    public static ulong CellOf(int distinct, ulong mark, int bucket) =>
        Cell.Distinct(distinct, (uint)(mark >> (64 - Cell.HashBits)), bucket);

    [InlineArray(SeenValues)]
    internal struct SeenCells
    {
        private ulong _first;
    }
}
