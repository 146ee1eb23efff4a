using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>The six comparisons of numbers. None holds where a side is NaN, "not equal" included: unknown is not different.</summary>
internal static class NumberComparisons
{
    internal readonly struct Equal : INumberComparison
    {
        public static CelOperator Operator => CelOperator.Equal;

        public static bool Holds(double left, double right) => left == right;
    }

    internal readonly struct NotEqual : INumberComparison
    {
        public static CelOperator Operator => CelOperator.NotEqual;

        public static bool Holds(double left, double right) => left < right || left > right;
    }

    internal readonly struct Less : INumberComparison
    {
        public static CelOperator Operator => CelOperator.Less;

        public static bool Holds(double left, double right) => left < right;
    }

    internal readonly struct LessOrEqual : INumberComparison
    {
        public static CelOperator Operator => CelOperator.LessOrEqual;

        public static bool Holds(double left, double right) => left <= right;
    }

    internal readonly struct Greater : INumberComparison
    {
        public static CelOperator Operator => CelOperator.Greater;

        public static bool Holds(double left, double right) => left > right;
    }

    internal readonly struct GreaterOrEqual : INumberComparison
    {
        public static CelOperator Operator => CelOperator.GreaterOrEqual;

        public static bool Holds(double left, double right) => left >= right;
    }
}
