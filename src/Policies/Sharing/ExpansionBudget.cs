using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>
/// What the bodies of definitions may add to all expressions of a set together. One expression is bounded by itself; ten
/// thousand that each use a macro to its limit would still take minutes.
/// </summary>
internal sealed class ExpansionBudget
{
    private int _left = DocumentLimits.Expanded;

    /// <summary>Takes one part; false where none is left.</summary>
    public bool TrySpend() => _left > 0 && --_left >= 0;
}
