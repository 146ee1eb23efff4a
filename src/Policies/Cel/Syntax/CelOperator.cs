namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>Operators with two operands, the logical ones excepted.</summary>
internal enum CelOperator : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
}
