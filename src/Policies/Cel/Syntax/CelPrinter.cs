using System.Text;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>Writes a tree as source that parses to the same tree.</summary>
internal static class CelPrinter
{
    private const int ConditionalLevel = -2;
    private const int OrLevel = -1;
    private const int AndLevel = 0;
    private const int UnaryLevel = 4;
    private const int MemberLevel = 5;

    public static string Print(CelExpression expression)
    {
        var text = new StringBuilder();
        Write(text, expression, ConditionalLevel);
        return text.ToString();
    }

    private static void Write(StringBuilder text, CelExpression expression, int level)
    {
        var needsParens = LevelOf(expression) < level;
        if (needsParens)
        {
            text.Append('(');
        }

        WriteBare(text, expression);
        if (needsParens)
        {
            text.Append(')');
        }
    }

    private static int LevelOf(CelExpression expression) => expression switch
    {
        CelConditional => ConditionalLevel,
        CelLogic logic => logic.IsAnd ? AndLevel : OrLevel,
        CelBinary binary => CelOperators.LevelOf(binary.Operator),
        CelUnary => UnaryLevel,
        CelLiteral { Value: { Kind: CelKind.Int, AsInt: < 0 } } => UnaryLevel,
        CelLiteral { Value: { Kind: CelKind.Double } value } when double.IsNegative(value.AsDouble) => UnaryLevel,
        _ => MemberLevel,
    };

    private static void WriteBare(StringBuilder text, CelExpression expression)
    {
        switch (expression)
        {
            case CelLiteral literal:
                text.Append(literal.Value.ToString());
                break;
            case CelIdentifier identifier:
                text.Append(identifier.IsRooted ? "." : "").Append(identifier.Name);
                break;
            case CelSelect select:
                Write(text, select.Operand, MemberLevel);
                text.Append(select.IsOptional ? ".?" : ".");
                text.Append(select.IsQuoted ? $"`{select.Field}`" : select.Field);
                break;
            case CelIndex index:
                Write(text, index.Operand, MemberLevel);
                WriteAll(text, index.IsOptional ? "[?" : "[", [index.Index], "]");
                break;
            case CelCall call:
                WriteCall(text, call);
                break;
            case CelList list:
                WriteList(text, list);
                break;
            case CelMapLiteral map:
                WriteMap(text, map);
                break;
            case CelUnary unary:
                WriteUnary(text, unary);
                break;
            case CelBinary binary:
                Write(text, binary.Left, CelOperators.LevelOf(binary.Operator));
                text.Append(' ').Append(CelOperators.TextOf(binary.Operator)).Append(' ');
                Write(text, binary.Right, CelOperators.LevelOf(binary.Operator) + 1);
                break;
            case CelLogic logic:
                WriteLogic(text, logic);
                break;
            case CelConditional conditional:
                Write(text, conditional.Condition, OrLevel);
                text.Append(" ? ");
                Write(text, conditional.Yes, OrLevel);
                text.Append(" : ");
                Write(text, conditional.No, ConditionalLevel);
                break;
        }
    }

    // `-` before a number literal would be read as part of it, and the grammar has no `!-` and no `-!`.
    private static void WriteUnary(StringBuilder text, CelUnary unary)
    {
        text.Append(unary.IsNot ? '!' : '-');
        var isSameSign = unary.Operand is CelUnary inner && inner.IsNot == unary.IsNot;
        var startsWithDigit = !unary.IsNot && FirstOf(unary.Operand) is CelLiteral { Value.IsNumber: true };
        Write(text, unary.Operand, startsWithDigit ? int.MaxValue : isSameSign ? UnaryLevel : MemberLevel);
    }

    private static CelExpression FirstOf(CelExpression expression) => expression switch
    {
        CelSelect select => FirstOf(select.Operand),
        CelIndex index => FirstOf(index.Operand),
        CelCall { Target: { } target } => FirstOf(target),
        _ => expression,
    };

    private static void WriteLogic(StringBuilder text, CelLogic logic)
    {
        for (var i = 0; i < logic.Operands.Count; i++)
        {
            text.Append(i == 0 ? "" : logic.IsAnd ? " && " : " || ");
            Write(text, logic.Operands[i], (logic.IsAnd ? AndLevel : OrLevel) + 1);
        }
    }

    private static void WriteCall(StringBuilder text, CelCall call)
    {
        if (call.Target is not null)
        {
            Write(text, call.Target, MemberLevel);
            text.Append('.');
        }

        text.Append(call.Function);
        WriteAll(text, "(", call.Arguments, ")");
    }

    private static void WriteMap(StringBuilder text, CelMapLiteral map)
    {
        text.Append('{');
        for (var i = 0; i < map.Keys.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            text.Append(map.IsOptional(i) ? "?" : "");
            Write(text, map.Keys[i], ConditionalLevel);
            text.Append(": ");
            Write(text, map.Values[i], ConditionalLevel);
        }

        text.Append('}');
    }

    private static void WriteList(StringBuilder text, CelList list)
    {
        text.Append('[');
        for (var i = 0; i < list.Elements.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(list.IsOptional(i) ? "?" : "");
            Write(text, list.Elements[i], ConditionalLevel);
        }

        text.Append(']');
    }

    private static void WriteAll(StringBuilder text, string open, IReadOnlyList<CelExpression> all, string close)
    {
        text.Append(open);
        for (var i = 0; i < all.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, all[i], ConditionalLevel);
        }

        text.Append(close);
    }
}
