using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>What one topic tells of beside events, in the order of the log, given out once from front to back.</summary>
internal sealed class PastChanges
{
    /// <summary>Changes held in one round; later ones are not counted, which shows where there are as many.</summary>
    private const int MaxChanges = 200_000;

    private readonly List<PastChange> _changes = [];
    private int _next;

    public static async Task<PastChanges> ReadAsync(IRecordLog log, Topic topic, long from, CancellationToken cancellationToken)
    {
        var changes = new PastChanges();
        await foreach (var record in log.ReadAsync(topic, from, follow: false, cancellationToken))
        {
            if (changes._changes.Count == MaxChanges)
            {
                break;
            }

            try
            {
                changes._changes.Add(PastChange.Read(topic, record));
            }
            catch (RecordFormatException)
            {
                // The projection says so; nobody counts it.
            }
        }

        return changes;
    }

    /// <summary>Those up to a time, among the events of their time.</summary>
    public void AddUntil(long timeMs, PastOrder past)
    {
        for (; _next < _changes.Count && _changes[_next].TimeMs <= timeMs; _next++)
        {
            switch (_changes[_next])
            {
                case { Issued: { } issued }:
                    past.Add(issued);
                    break;
                case { Lifted: { } lifted }:
                    past.Add(lifted);
                    break;
                case { Case: { } item }:
                    past.Add(item);
                    break;
            }
        }
    }

    /// <summary>Those before an offset, into a store and to all that look on.</summary>
    public void PassUntil(long offset, FeatureStore store, List<RetracedDecision> active)
    {
        for (; _next < _changes.Count && _changes[_next].Offset < offset; _next++)
        {
            var change = _changes[_next];
            active.ForEach(a => a.Pass(change));
            switch (change)
            {
                case { Issued: { } issued }:
                    store.Apply(issued);
                    break;
                case { Lifted: { } lifted }:
                    store.Apply(lifted);
                    break;
                case { Case: { } item }:
                    store.Apply(item);
                    break;
            }
        }
    }

    /// <summary>All that are left, to one that is about to be read.</summary>
    public void PassRest(RetracedDecision ending)
    {
        foreach (var change in _changes.Skip(_next))
        {
            ending.Pass(change);
        }
    }
}
