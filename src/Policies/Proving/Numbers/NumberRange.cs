using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Proving.Domains;

namespace SecurityDecisioning.Policies.Proving.Numbers;

/// <summary>
/// What an expression of numbers can come to. Rounding keeps the order of results, so the bounds are those of the double
/// arithmetic that decides.
/// </summary>
/// <param name="Low">The least number.</param>
/// <param name="High">The greatest number.</param>
/// <param name="CanBeUnknown">Whether it can be NaN.</param>
/// <param name="HasNumber">Whether it can be a number at all.</param>
internal readonly record struct NumberRange(double Low, double High, bool CanBeUnknown, bool HasNumber = true)
{
    private static readonly NumberRange Anything = new(double.NegativeInfinity, double.PositiveInfinity, true);

    public static NumberRange Of(NumberDomain domain) => domain.HasNumber
        ? new NumberRange(domain.Hull.Low, domain.Hull.High, domain.CanBeUnknown)
        : new NumberRange(0, 0, true, false);

    public static NumberRange Of(double constant) => double.IsNaN(constant)
        ? new NumberRange(0, 0, true, false)
        : new NumberRange(constant, constant, false);

    public NumberRange Negated() => this with { Low = -High, High = -Low };

    public static NumberRange Combine(CelOperator op, NumberRange a, NumberRange b)
    {
        if (!a.HasNumber || !b.HasNumber)
        {
            return new NumberRange(0, 0, true, false);
        }

        var isUnsettled = op switch
        {
            CelOperator.Multiply => (a.HasZero && b.HasInfinity) || (b.HasZero && a.HasInfinity),
            CelOperator.Divide => b.HasZero,
            _ => false,
        };
        Span<double> ends = [Apply(op, a.Low, b.Low), Apply(op, a.Low, b.High), Apply(op, a.High, b.Low), Apply(op, a.High, b.High)];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var end in ends)
        {
            isUnsettled |= double.IsNaN(end);
            low = Math.Min(low, end);
            high = Math.Max(high, end);
        }

        return isUnsettled ? Anything : new NumberRange(low, high, a.CanBeUnknown || b.CanBeUnknown);
    }

    /// <summary>Whether a number of this and one of the other can compare so.</summary>
    public bool CanCompare(CelOperator op, NumberRange other) => HasNumber && other.HasNumber && op switch
    {
        CelOperator.Equal => Low <= other.High && other.Low <= High,
        CelOperator.NotEqual => !(Low == High && other.Low == other.High && Low == other.Low),
        CelOperator.Less => Low < other.High,
        CelOperator.LessOrEqual => Low <= other.High,
        CelOperator.Greater => High > other.Low,
        _ => High >= other.Low,
    };

    /// <summary>The numbers that can compare so with one of this range.</summary>
    public NumberDomain Comparable(CelOperator op) => op switch
    {
        CelOperator.Equal => new NumberDomain(false, NumberGrid.Double, new NumberInterval(Low, High)),
        CelOperator.NotEqual => Low == High ? NumberDomain.Comparing(op, Low) : NumberDomain.AnyNumber(orUnknown: false),
        CelOperator.Less or CelOperator.LessOrEqual => NumberDomain.Comparing(op, High),
        _ => NumberDomain.Comparing(op, Low),
    };

    private bool HasZero => Low <= 0 && High >= 0;

    private bool HasInfinity => double.IsInfinity(Low) || double.IsInfinity(High);

    /// <summary>What the operator does, as decisions do it.</summary>
    public static double Apply(CelOperator op, double a, double b) => op switch
    {
        CelOperator.Add => a + b,
        CelOperator.Subtract => a - b,
        CelOperator.Multiply => a * b,
        _ => a / b,
    };
}
