using SecurityDecisioning.Policies.Cel.Lexing;

namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>How operators are written and how tightly they bind.</summary>
internal static class CelOperators
{
    public const int Relation = 1;
    public const int Addition = 2;
    public const int Multiplication = 3;

    public static string TextOf(CelOperator op) => op switch
    {
        CelOperator.Add => "+",
        CelOperator.Subtract => "-",
        CelOperator.Multiply => "*",
        CelOperator.Divide => "/",
        CelOperator.Modulo => "%",
        CelOperator.Equal => "==",
        CelOperator.NotEqual => "!=",
        CelOperator.Less => "<",
        CelOperator.LessOrEqual => "<=",
        CelOperator.Greater => ">",
        CelOperator.GreaterOrEqual => ">=",
        _ => "in",
    };

    public static int LevelOf(CelOperator op) => op switch
    {
        CelOperator.Add or CelOperator.Subtract => Addition,
        CelOperator.Multiply or CelOperator.Divide or CelOperator.Modulo => Multiplication,
        _ => Relation,
    };

    public static bool TryOf(CelTokenKind token, out CelOperator op)
    {
        (var found, op) = token switch
        {
            CelTokenKind.Plus => (true, CelOperator.Add),
            CelTokenKind.Minus => (true, CelOperator.Subtract),
            CelTokenKind.Star => (true, CelOperator.Multiply),
            CelTokenKind.Slash => (true, CelOperator.Divide),
            CelTokenKind.Percent => (true, CelOperator.Modulo),
            CelTokenKind.Equal => (true, CelOperator.Equal),
            CelTokenKind.NotEqual => (true, CelOperator.NotEqual),
            CelTokenKind.Less => (true, CelOperator.Less),
            CelTokenKind.LessOrEqual => (true, CelOperator.LessOrEqual),
            CelTokenKind.Greater => (true, CelOperator.Greater),
            CelTokenKind.GreaterOrEqual => (true, CelOperator.GreaterOrEqual),
            CelTokenKind.In => (true, CelOperator.In),
            _ => (false, CelOperator.Add),
        };
        return found;
    }
}
