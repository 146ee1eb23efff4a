using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Canaries;

namespace SecurityDecisioning.Review.Budgets;

/// <summary>
/// Counts, for each policy with a budget, whom it acted upon and for whom it was wrong: by verdicts "confirmed safe", and by
/// challenges that established accounts passed. The order of records makes no difference. docs/cases.md says what counts and why.
/// Not for use by several threads at once.
/// </summary>
public sealed class OverturnBook
{
    /// <summary>Policies counted at most; what others do is not.</summary>
    public const int MaxPolicies = 256;

    /// <summary>
    /// Subjects for whom it must have been wrong before a policy is judged: no single person's word, or account, does it.
    /// </summary>
    public const int FewestOverturned = 5;

    /// <summary>Chance that a policy which keeps to its budget is ever taken for one that does not, however often it is judged.</summary>
    private const double Alpha = 0.01;

    /// <summary>One-sided 1 %, for what people are told of the share.</summary>
    private const double Z = 2.326;

    private readonly Dictionary<string, OverturnSample> _policies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly Func<string, bool> _isCounted;

    /// <param name="isCounted">Whether a policy has a budget.</param>
    public OverturnBook(Func<string, bool> isCounted) => _isCounted = isCounted;

    /// <summary>Subjects held, all policies together.</summary>
    public int Subjects => _policies.Values.Sum(s => s.Count);

    /// <summary>Counts what a decision says.</summary>
    public void Take(in PolicyTouch touch)
    {
        if (SampleOf(touch.Policy) is not { } sample)
        {
            return;
        }

        if (touch.IsPassed)
        {
            sample.Pass(touch.Subject, touch.Network, touch.TimeMs);
            _changed.Add(touch.Policy);
        }
        else
        {
            sample.Touch(touch.Subject, touch.TimeMs);
        }
    }

    /// <summary>Counts a verdict about somebody whom a policy acted upon.</summary>
    public void Take(Case item)
    {
        if (item is { Closing: { Verdict: Verdict.ConfirmedSafe } closing, Policy.Length: > 0, Entity.IsNone: false }
            && SampleOf(item.Policy) is { } sample)
        {
            sample.Overturn(SubjectKey.Of(item.Entity), closing.TimeMs);
            _changed.Add(item.Policy);
        }
    }

    /// <summary>The policies that something was found wrong with since the last call: only those can have exceeded a budget.</summary>
    public IReadOnlyList<string> TakeChanged()
    {
        string[] changed = [.. _changed];
        _changed.Clear();
        return changed;
    }

    /// <summary>The counts of a policy since a time.</summary>
    public SubjectCounts Count(string policy, long fromMs) =>
        _policies.TryGetValue(policy, out var sample) ? sample.Since(fromMs) : default;

    /// <summary>Whether a policy has exceeded its budget; null where it has not, or where too little is known.</summary>
    /// <param name="policy">Its name.</param>
    /// <param name="budget">What it may.</param>
    /// <param name="nowMs">The end of the window.</param>
    /// <param name="sinceMs">What was before, a person has looked at: they put the policy back in force then.</param>
    public BudgetBreach? Judge(string policy, FalsePositiveBudget budget, long nowMs, long sinceMs)
    {
        var counts = Count(policy, Math.Max(nowMs - Math.Min(budget.WindowMs, OverturnSample.LongestMs), sinceMs));
        if (counts.Touched < budget.AtLeast || counts.Overturned < FewestOverturned)
        {
            return null;
        }

        return DepartureTest.IsAbove(counts.Overturned, counts.Touched, budget.Rate, Alpha)
            ? new BudgetBreach(policy, budget, counts, Proportion.LowerBound(counts.Overturned, counts.Touched, Z))
            : null;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_policies.Count);
        foreach (var (name, sample) in _policies)
        {
            writer.Write(name);
            sample.Write(writer);
        }
    }

    /// <summary>Takes on what <see cref="Write"/> wrote, in place of what it holds.</summary>
    /// <exception cref="InvalidDataException">It is no such thing.</exception>
    public void ReadFrom(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count is < 0 or > MaxPolicies)
        {
            throw new InvalidDataException($"counts of {count} policies");
        }

        _policies.Clear();
        _changed.Clear();
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString();
            _policies[name] = OverturnSample.Read(reader);
            _changed.Add(name);
        }
    }

    private OverturnSample? SampleOf(string policy)
    {
        if (_policies.TryGetValue(policy, out var sample))
        {
            return sample;
        }

        if (_policies.Count >= MaxPolicies || !_isCounted(policy))
        {
            return null;
        }

        return _policies[policy] = new OverturnSample();
    }
}
