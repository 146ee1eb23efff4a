using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>What operators take and give.</summary>
internal static class OperatorTypes
{
    /// <summary>The result's type, or null where the operator does not take these operands.</summary>
    public static CelType? ResultOf(CelOperator op, CelType left, CelType right) => op switch
    {
        CelOperator.In => IsIn(left, right) ? CelType.Bool : null,
        CelOperator.Equal or CelOperator.NotEqual => AreComparable(left, right) || IsNull(left) || IsNull(right) ? CelType.Bool : null,
        CelOperator.Less or CelOperator.LessOrEqual or CelOperator.Greater or CelOperator.GreaterOrEqual =>
            IsOrdered(left) && IsOrdered(right) && AreComparable(left, right) ? CelType.Bool : null,
        _ => Arithmetic(op, left, right),
    };

    public static string Mend(CelType left, CelType right) =>
        (left.Kind, right.Kind) switch
        {
            (CelTypeKind.Bool, _) when right.IsNumeric => "the left side is true or false already: write it without a comparison",
            (_, CelTypeKind.Bool) when left.IsNumeric => "the right side is true or false already: write it without a comparison",
            (CelTypeKind.Double, CelTypeKind.Int) or (CelTypeKind.Int, CelTypeKind.Double) =>
                "features are doubles: write whole numbers as 2.0 in arithmetic",
            _ => "both sides must be of one type",
        };

    private static CelType? Arithmetic(CelOperator op, CelType left, CelType right)
    {
        if (IsTime(left) || IsTime(right))
        {
            return OfTimes(op, left, right);
        }

        if (left.IsDyn || right.IsDyn)
        {
            var known = left.IsDyn ? right : left;
            return known.IsDyn || Takes(op, known) ? known : null;
        }

        if (op == CelOperator.Add && left.Kind == CelTypeKind.List && right.Kind == CelTypeKind.List)
        {
            return CelType.ListOf(CelType.Join(left.Element!, right.Element!));
        }

        return left.Kind == right.Kind && Takes(op, left) ? left : null;
    }

    private static CelType? OfTimes(CelOperator op, CelType left, CelType right) => (op, left.Kind, right.Kind) switch
    {
        (CelOperator.Add or CelOperator.Subtract, _, _) when left.IsDyn || right.IsDyn => CelType.Dyn,
        (CelOperator.Add or CelOperator.Subtract, CelTypeKind.Duration, CelTypeKind.Duration) => CelType.Duration,
        (CelOperator.Subtract, CelTypeKind.Timestamp, CelTypeKind.Timestamp) => CelType.Duration,
        (CelOperator.Add or CelOperator.Subtract, CelTypeKind.Timestamp, CelTypeKind.Duration) => CelType.Timestamp,
        (CelOperator.Add, CelTypeKind.Duration, CelTypeKind.Timestamp) => CelType.Timestamp,
        _ => null,
    };

    private static bool IsTime(CelType type) => type.Kind is CelTypeKind.Timestamp or CelTypeKind.Duration;

    private static bool Takes(CelOperator op, CelType type) => type.Kind switch
    {
        CelTypeKind.Int or CelTypeKind.Uint => true,
        CelTypeKind.Double => op != CelOperator.Modulo,
        CelTypeKind.String or CelTypeKind.Bytes or CelTypeKind.List => op == CelOperator.Add,
        _ => false,
    };

    private static bool IsIn(CelType left, CelType right) => right.Kind switch
    {
        CelTypeKind.Dyn => true,
        CelTypeKind.List => AreComparable(left, right.Element!),
        CelTypeKind.Map => AreComparable(left, right.Key!),
        _ => false,
    };

    private static bool AreComparable(CelType left, CelType right) => left.Fits(right) || (left.IsNumeric && right.IsNumeric);

    private static bool IsNull(CelType type) => type.Kind == CelTypeKind.Null;

    private static bool IsOrdered(CelType type) =>
        type.IsDyn || type.IsNumeric || IsTime(type) || type.Kind is CelTypeKind.Bool or CelTypeKind.String or CelTypeKind.Bytes;
}
