using SecurityDecisioning.Features;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>
/// Whether a served vector that differs from the log's is what overlapping requests make of it. An event is put into the log
/// and then applied; between the two, events of other requests on the same entity may overtake it. So, entity by entity, the
/// features must be exactly those of the log with some of the neighbours on that entity taken before or after the decision
/// instead. Features of the request itself depend on nothing else and may never differ; what all requests share changes every
/// five seconds, so it may differ only where a neighbour lies on the other side of such an edge.
/// </summary>
internal sealed class OverlapSearch(FeatureStoreOptions options)
{
    /// <summary>Records before and after a decision's event among which others may have overtaken it, or been overtaken.</summary>
    public const int Window = 256;

    /// <summary>Neighbours on a common entity, on each side, whose order is tried.</summary>
    private const int MaxNear = 128;

    /// <summary>Most orders tried per decision.</summary>
    private const int MaxTries = 6_000;

    /// <summary>Two requests further apart than this did not overlap.</summary>
    private const long MaxApartMs = 2_000;

    private const long BucketMs = 5_000;

    private static readonly IReadOnlyList<int> GroupOf = FeatureGroups.Of;

    private readonly float[] _vector = new float[FeatureCatalog.Count];

    private readonly FeatureStoreOptions _small = options with
    {
        MaxEntities = FeatureStoreOptions.SmallestMaxEntities, MaxBlockBytes = 4 << 20, RememberedEvents = 2_048,
    };

    private int _tries;

    /// <param name="base">State of before every event in <paramref name="earlier"/>.</param>
    /// <param name="decided">The request event.</param>
    /// <param name="served">What was served.</param>
    /// <param name="expected">What the log gives.</param>
    /// <param name="earlier">Events shortly before it in the log, in order.</param>
    /// <param name="later">Events shortly after it.</param>
    public bool Explains(
        FeatureStore @base, SecurityEvent decided, float[] served, float[] expected, IEnumerable<SecurityEvent> earlier,
        IEnumerable<SecurityEvent> later)
    {
        if (Differs(served, expected, FeatureGroups.Shared) && !earlier.Concat(later).Any(e => IsAcrossEdge(decided, e)))
        {
            return false;
        }

        var before = earlier.Where(e => Share(decided, e)).ToList();
        var near = before.TakeLast(MaxNear).Where(e => Overlaps(decided, e)).ToList();
        SecurityEvent[] movable = [.. near, .. later.Where(e => Share(decided, e)).Take(MaxNear).Where(e => Overlaps(decided, e))];
        var settled = Copy(@base, decided);
        foreach (var e in before.Where(e => !near.Contains(e)))
        {
            settled.Apply(e);
        }

        _tries = 0;
        foreach (var group in GroupOf.Where(g => g >= 0).Distinct())
        {
            var isIn = movable.Select((_, i) => i < near.Count).ToArray();
            if (!Reaches(settled, decided, served, movable, isIn, group))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// From the log's own order, or from the decision set back behind the first so many later events, whichever is nearest, takes
    /// the single move or exchange that comes nearer to what was served, until it is met.
    /// </summary>
    private bool Reaches(
        FeatureStore settled, SecurityEvent decided, float[] served, SecurityEvent[] movable, bool[] isIn, int group)
    {
        var distance = Distance(settled, decided, served, movable, isIn, group);
        var first = Array.IndexOf(isIn, false);
        var best = (Distance: distance, Upto: first);
        for (var upto = Math.Max(first, 0); first >= 0 && upto < isIn.Length && best.Distance > 0; upto++)
        {
            isIn[upto] = true;
            distance = Distance(settled, decided, served, movable, isIn, group);
            best = distance < best.Distance ? (distance, upto + 1) : best;
        }

        for (var i = Math.Max(first, 0); first >= 0 && i < isIn.Length; i++)
        {
            isIn[i] = i < best.Upto;
        }

        distance = best.Distance;
        while (distance > 0 && _tries < MaxTries)
        {
            if (!TryStep(isIn, ref distance, () => Distance(settled, decided, served, movable, isIn, group)))
            {
                return false;
            }
        }

        return distance == 0;
    }

    /// <summary>The best single move; where none helps, the first exchange that does.</summary>
    private bool TryStep(bool[] isIn, ref double distance, Func<double> measure)
    {
        var (move, nearest) = (-1, distance);
        for (var i = 0; i < isIn.Length && _tries < MaxTries; i++)
        {
            isIn[i] ^= true;
            var now = measure();
            isIn[i] ^= true;
            (move, nearest) = now < nearest ? (i, now) : (move, nearest);
        }

        if (move >= 0)
        {
            isIn[move] ^= true;
            distance = nearest;
            return true;
        }

        for (var i = 0; i < isIn.Length; i++)
        {
            for (var j = 0; j < i && _tries < MaxTries; j++)
            {
                isIn[i] ^= true;
                isIn[j] ^= true;
                var now = measure();
                if (now < distance)
                {
                    distance = now;
                    return true;
                }

                isIn[i] ^= true;
                isIn[j] ^= true;
            }
        }

        return false;
    }

    /// <summary>How far the features of one entity are from what was served; 0 only where every one is equal.</summary>
    private double Distance(
        FeatureStore settled, SecurityEvent decided, float[] served, SecurityEvent[] movable, bool[] isIn, int group)
    {
        _tries++;
        var store = Copy(settled, decided);
        for (var i = 0; i < movable.Length; i++)
        {
            if (isIn[i])
            {
                store.Apply(movable[i]);
            }
        }

        store.ApplyAndRead(decided, _vector);
        var distance = 0.0;
        for (var i = 0; i < GroupOf.Count; i++)
        {
            if (GroupOf[i] == group && !_vector[i].Equals(served[i]))
            {
                var apart = Math.Abs((double)_vector[i] - served[i]);
                // At least something, and a feature that is known on one side only counts like a large difference.
                distance += double.IsFinite(apart) ? Math.Min(apart, 1_000) + 1e-3 : 1_000;
            }
        }

        return distance;
    }

    private static bool IsAcrossEdge(SecurityEvent decided, SecurityEvent other) =>
        Overlaps(decided, other) && decided.TimeMs / BucketMs != other.TimeMs / BucketMs;

    private static bool Differs(float[] served, float[] expected, int group)
    {
        for (var i = 0; i < GroupOf.Count; i++)
        {
            if (GroupOf[i] == group && !served[i].Equals(expected[i]))
            {
                return true;
            }
        }

        return false;
    }

    private FeatureStore Copy(FeatureStore from, SecurityEvent decided)
    {
        var store = new FeatureStore(_small);
        from.CopyEntities(decided, store);
        return store;
    }

    /// <summary>Whether the two name an entity in common, so that their order shows in its features.</summary>
    private static bool Share(SecurityEvent one, SecurityEvent other)
    {
        foreach (var kind in EntityKinds.All)
        {
            var key = one.Entity(kind);
            if (!key.IsNone && (key == other.Entity(kind) || (kind == EntityKind.Session && one.Session == other.NewSession)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Overlaps(SecurityEvent decided, SecurityEvent other) =>
        Math.Abs(decided.TimeMs - other.TimeMs) <= MaxApartMs;
}
