using SecurityDecisioning.Learning.Evaluation;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>What either set does to requests whose truth is known.</summary>
internal sealed class TruthTally
{
    private static readonly int Actions = ActionKinds.All.Count;
    private readonly long[] _old = new long[2 * Actions];
    private readonly long[] _new = new long[2 * Actions];

    public long Labelled => _new.Sum();

    /// <summary>Acted on means challenged, throttled or revoked.</summary>
    public ConfusionMatrix Old => Matrix(_old);

    /// <inheritdoc cref="Old"/>
    public ConfusionMatrix New => Matrix(_new);

    public long OldCount(bool isAttack, ActionKind action) => _old[IndexOf(isAttack, action)];

    public long NewCount(bool isAttack, ActionKind action) => _new[IndexOf(isAttack, action)];

    public void Count(bool isAttack, ActionKind old, ActionKind now)
    {
        _old[IndexOf(isAttack, old)]++;
        _new[IndexOf(isAttack, now)]++;
    }

    public void Add(TruthTally other)
    {
        for (var i = 0; i < _old.Length; i++)
        {
            _old[i] += other._old[i];
            _new[i] += other._new[i];
        }
    }

    public void Clear()
    {
        Array.Clear(_old);
        Array.Clear(_new);
    }

    private static int IndexOf(bool isAttack, ActionKind action) => (isAttack ? Actions : 0) + (int)action;

    private static ConfusionMatrix Matrix(long[] counts)
    {
        var matrix = default(ConfusionMatrix);
        for (var i = 0; i < counts.Length; i++)
        {
            matrix = matrix.With(isAttack: i >= Actions, isActedOn: i % Actions != (int)ActionKind.Allow, counts[i]);
        }

        return matrix;
    }
}
