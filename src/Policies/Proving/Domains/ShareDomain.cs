namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>
/// What is assumed of <c>x &gt; c * y</c> and <c>x &gt;= c * y</c> for several constants c, where y is never negative: the larger c,
/// the less it holds. Rounding keeps that order. Equality does not cross over: for x = y = 0 it is <c>&gt;=</c> for every c and
/// <c>&gt;</c> for none.
/// </summary>
internal sealed class ShareDomain : Domain
{
    /// <summary>The largest c with <c>x &gt; c * y</c> and the smallest without; the same for <c>&gt;=</c>.</summary>
    private double _above = double.NegativeInfinity;
    private double _notAbove = double.PositiveInfinity;
    private double _atLeast = double.NegativeInfinity;
    private double _notAtLeast = double.PositiveInfinity;

    public override bool IsEmpty => _above >= _notAbove || _atLeast >= _notAtLeast || _above >= _notAtLeast;

    public static ShareDomain Above(double factor, bool holds) =>
        holds ? new ShareDomain { _above = factor } : new ShareDomain { _notAbove = factor };

    public static ShareDomain AtLeast(double factor, bool holds) =>
        holds ? new ShareDomain { _atLeast = factor } : new ShareDomain { _notAtLeast = factor };

    public override Domain Meet(Domain other)
    {
        var share = (ShareDomain)other;
        return new ShareDomain
        {
            _above = Math.Max(_above, share._above),
            _notAbove = Math.Min(_notAbove, share._notAbove),
            _atLeast = Math.Max(_atLeast, share._atLeast),
            _notAtLeast = Math.Min(_notAtLeast, share._notAtLeast),
        };
    }
}
