using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Proving.Atoms;

/// <summary>Comparisons turned round and denied.</summary>
internal static class NumberOperators
{
    public static bool IsComparison(CelOperator op) => op is CelOperator.Equal or CelOperator.NotEqual or CelOperator.Less
        or CelOperator.LessOrEqual or CelOperator.Greater or CelOperator.GreaterOrEqual;

    /// <summary>What holds of two known numbers where the other does not.</summary>
    public static CelOperator Opposite(CelOperator op) => op switch
    {
        CelOperator.Equal => CelOperator.NotEqual,
        CelOperator.NotEqual => CelOperator.Equal,
        CelOperator.Less => CelOperator.GreaterOrEqual,
        CelOperator.LessOrEqual => CelOperator.Greater,
        CelOperator.Greater => CelOperator.LessOrEqual,
        _ => CelOperator.Less,
    };

    /// <summary><c>a op b</c> written as <c>b op a</c>.</summary>
    public static CelOperator Mirror(CelOperator op) => op switch
    {
        CelOperator.Less => CelOperator.Greater,
        CelOperator.LessOrEqual => CelOperator.GreaterOrEqual,
        CelOperator.Greater => CelOperator.Less,
        CelOperator.GreaterOrEqual => CelOperator.LessOrEqual,
        _ => op,
    };
}
