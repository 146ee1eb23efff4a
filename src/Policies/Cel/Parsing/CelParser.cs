using SecurityDecisioning.Policies.Cel.Lexing;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Parsing;

/// <summary>
/// Recursive descent over the grammar of cel-spec. The first problem ends it: from then on every token reads as the end, so
/// all rules return by themselves. Nesting is counted, so no source can exhaust the stack.
/// </summary>
internal sealed class CelParser
{
    private readonly string _source;
    private readonly CelLexer _lexer;
    private CelToken _token;
    private CelProblem? _problem;
    private int _depth;
    private int _nodes;

    private CelParser(string source)
    {
        _source = source;
        _lexer = new CelLexer(source);
        _token = _lexer.Next();
    }

    /// <summary>Reads one expression, or says why it is none.</summary>
    public static bool TryParse(string source, out CelExpression expression, out CelProblem problem)
    {
        if (source.Length > CelLimits.SourceLength)
        {
            expression = new CelLiteral(0, CelValue.Null);
            problem = new CelProblem(0, "expression-too-long",
                $"the expression has {source.Length} characters, more than {CelLimits.SourceLength}", "split it into several rules");
            return false;
        }

        var parser = new CelParser(source);
        expression = parser.Expression();
        parser.Expect(CelTokenKind.End, "an operator or the end");
        var found = parser._lexer.Problem ?? parser._problem;
        problem = found.GetValueOrDefault();
        return found is null;
    }

    private CelExpression Expression()
    {
        if (++_depth > CelLimits.Depth)
        {
            Report(_token.Start, "too-deep", $"the expression nests deeper than {CelLimits.Depth} levels", "split it into several rules");
        }

        var condition = Or();
        if (_token.Kind == CelTokenKind.Question)
        {
            var at = Take().Start;
            var yes = Or();
            Expect(CelTokenKind.Colon, "`:` and the value for when the condition is false");
            condition = Node(new CelConditional(at, condition, yes, Expression()));
        }

        _depth--;
        return condition;
    }

    private CelExpression Or()
    {
        var first = And();
        return _token.Kind == CelTokenKind.Or ? Logic(isAnd: false, first) : first;
    }

    private CelExpression And()
    {
        var first = Binary(CelOperators.Relation);
        return _token.Kind == CelTokenKind.And ? Logic(isAnd: true, first) : first;
    }

    private CelLogic Logic(bool isAnd, CelExpression first)
    {
        var at = _token.Start;
        var operands = new List<CelExpression> { first };
        while (_token.Kind == (isAnd ? CelTokenKind.And : CelTokenKind.Or))
        {
            Take();
            operands.Add(isAnd ? Binary(CelOperators.Relation) : And());
        }

        return Node(new CelLogic(at, isAnd, operands));
    }

    private CelExpression Binary(int level)
    {
        var left = level < CelOperators.Multiplication ? Binary(level + 1) : Unary();
        while (CelOperators.TryOf(_token.Kind, out var op) && CelOperators.LevelOf(op) == level)
        {
            var at = Take().Start;
            var right = level < CelOperators.Multiplication ? Binary(level + 1) : Unary();
            left = Node(new CelBinary(at, op, left, right));
        }

        return left;
    }

    private CelExpression Unary()
    {
        var kind = _token.Kind;
        if (kind is not (CelTokenKind.Not or CelTokenKind.Minus))
        {
            return Member();
        }

        var signs = new Stack<int>();
        while (_token.Kind == kind)
        {
            signs.Push(Take().Start);
        }

        if (signs.Count > CelLimits.Depth)
        {
            Report(signs.Peek(), "too-deep", $"more than {CelLimits.Depth} operators in a row", "remove them in pairs");
            return new CelLiteral(signs.Peek(), CelValue.Null);
        }

        // The minus of -9223372036854775808 belongs to the literal: without it the number does not fit.
        var isNegative = kind == CelTokenKind.Minus && (_token.Kind is CelTokenKind.Int or CelTokenKind.Double);
        var operand = isNegative ? Selections(Number(signs.Pop(), isNegative: true)) : Member();
        while (signs.TryPop(out var at))
        {
            operand = Node(new CelUnary(at, kind == CelTokenKind.Not, operand));
        }

        return operand;
    }

    private CelExpression Member() => Selections(Primary());

    private CelExpression Selections(CelExpression operand)
    {
        while (true)
        {
            switch (_token.Kind)
            {
                case CelTokenKind.Dot:
                    Take();
                    operand = Selection(operand);
                    break;
                case CelTokenKind.OpenBracket:
                    var at = Take().Start;
                    var isOptional = TakeQuestion();
                    var index = Expression();
                    Expect(CelTokenKind.CloseBracket, "`]`");
                    operand = Node(new CelIndex(at, operand, index, isOptional));
                    break;
                case CelTokenKind.OpenBrace when CelSelect.QualifiedName(operand) is { } name:
                    Report(operand.Offset, "no-messages", $"`{name}{{…}}` would be a protobuf message, which conditions do not have",
                        "use a map: {\"field\": value}");
                    return operand;
                default:
                    return operand;
            }
        }
    }

    private CelExpression Selection(CelExpression operand)
    {
        var isOptional = TakeQuestion();
        var token = _token;
        if (token.Kind == CelTokenKind.QuotedIdentifier)
        {
            Take();
            return Node(new CelSelect(token.Start, operand, TextOf(token)[1..^1], isOptional));
        }

        var name = TextOf(token);
        if (!Expect(CelTokenKind.Identifier, "the name of a field or a function"))
        {
            return operand;
        }

        return _token.Kind == CelTokenKind.OpenParen && !isOptional
            ? Node(new CelCall(token.Start, operand, name, Arguments()))
            : Node(new CelSelect(token.Start, operand, name, isOptional));
    }

    /// <summary>Takes the `?` of <c>.?</c>, <c>[?</c>, <c>{?</c> where it stands here.</summary>
    private bool TakeQuestion()
    {
        if (_token.Kind != CelTokenKind.Question)
        {
            return false;
        }

        Take();
        return true;
    }

    private CelExpression Primary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case CelTokenKind.Int or CelTokenKind.Uint or CelTokenKind.Double:
                return Number(token.Start, isNegative: false);
            case CelTokenKind.String or CelTokenKind.Bytes:
                return Text();
            case CelTokenKind.True or CelTokenKind.False:
                Take();
                return Node(new CelLiteral(token.Start, CelValue.Of(token.Kind == CelTokenKind.True)));
            case CelTokenKind.Null:
                Take();
                return Node(new CelLiteral(token.Start, CelValue.Null));
            case CelTokenKind.Dot:
                Take();
                return Name(isRooted: true);
            case CelTokenKind.Identifier:
                return Name(isRooted: false);
            case CelTokenKind.OpenParen:
                Take();
                var inner = Expression();
                Expect(CelTokenKind.CloseParen, "`)`");
                return inner;
            case CelTokenKind.OpenBracket:
                return List();
            case CelTokenKind.OpenBrace:
                return Map();
            default:
                ReportUnexpected("a value, a name, `(`, `[` or `{`");
                return new CelLiteral(token.Start, CelValue.Null);
        }
    }

    private CelExpression Name(bool isRooted)
    {
        var token = _token;
        var name = TextOf(token);
        if (!Expect(CelTokenKind.Identifier, "a name"))
        {
            return new CelLiteral(token.Start, CelValue.Null);
        }

        if (CelReserved.Contains(name))
        {
            Report(token.Start, "reserved-word", $"`{name}` is a reserved word", "use another name");
        }

        return _token.Kind == CelTokenKind.OpenParen
            ? Node(new CelCall(token.Start, null, name, Arguments()))
            : Node(new CelIdentifier(token.Start, name, isRooted));
    }

    private List<CelExpression> Arguments()
    {
        Take();
        var all = new List<CelExpression>();
        while (_token.Kind is not (CelTokenKind.CloseParen or CelTokenKind.End))
        {
            all.Add(Expression());
            if (_token.Kind != CelTokenKind.Comma)
            {
                break;
            }

            Take();
            if (_token.Kind == CelTokenKind.CloseParen)
            {
                ReportUnexpected("another argument");
            }
        }

        Expect(CelTokenKind.CloseParen, "`,` or `)`");
        return all;
    }

    private CelList List()
    {
        var at = Take().Start;
        var all = new List<CelExpression>();
        HashSet<int>? optional = null;
        while (_token.Kind is not (CelTokenKind.CloseBracket or CelTokenKind.End))
        {
            if (TakeQuestion())
            {
                (optional ??= []).Add(all.Count);
            }

            all.Add(Expression());
            if (_token.Kind != CelTokenKind.Comma)
            {
                break;
            }

            Take();
        }

        Expect(CelTokenKind.CloseBracket, "`,` or `]`");
        return Node(new CelList(at, all, optional));
    }

    private CelMapLiteral Map()
    {
        var at = Take().Start;
        var keys = new List<CelExpression>();
        var values = new List<CelExpression>();
        HashSet<int>? optional = null;
        while (_token.Kind is not (CelTokenKind.CloseBrace or CelTokenKind.End))
        {
            if (TakeQuestion())
            {
                (optional ??= []).Add(keys.Count);
            }

            keys.Add(Expression());
            Expect(CelTokenKind.Colon, "`:` and a value");
            values.Add(Expression());
            if (_token.Kind != CelTokenKind.Comma)
            {
                break;
            }

            Take();
        }

        Expect(CelTokenKind.CloseBrace, "`,` or `}`");
        return Node(new CelMapLiteral(at, keys, values, optional));
    }

    private CelLiteral Number(int start, bool isNegative)
    {
        var token = Take();
        if (!CelLiterals.TryNumber(token.Kind, TextOf(token), isNegative, out var value))
        {
            Report(start, "number-out-of-range", $"`{(isNegative ? "-" : "")}{TextOf(token)}` does not fit its type",
                "int goes from -9223372036854775808 to 9223372036854775807, uint to 18446744073709551615u");
        }

        return Node(new CelLiteral(start, value));
    }

    private CelLiteral Text()
    {
        var token = Take();
        if (!CelLiterals.TryText(token.Kind, TextOf(token), out var value, out var at, out var why))
        {
            Report(token.Start + at, "bad-escape", why, "see the table of escapes in docs/policies.md");
        }

        return Node(new CelLiteral(token.Start, value));
    }

    private T Node<T>(T node)
        where T : CelExpression
    {
        if (++_nodes > CelLimits.Nodes)
        {
            Report(node.Offset, "too-large", $"the expression has more than {CelLimits.Nodes} parts", "split it into several rules");
        }

        if (node.Depth > CelLimits.Depth)
        {
            Report(node.Offset, "too-deep", $"the expression nests deeper than {CelLimits.Depth} levels", "split it into several rules");
        }

        return node;
    }

    private string TextOf(CelToken token) => _source.Substring(token.Start, token.Length);

    private CelToken Take()
    {
        var taken = _token;
        _token = _problem is null ? _lexer.Next() : new CelToken(CelTokenKind.End, _source.Length, 0);
        return taken;
    }

    private bool Expect(CelTokenKind kind, string expected)
    {
        if (_token.Kind == kind)
        {
            Take();
            return true;
        }

        ReportUnexpected(expected);
        return false;
    }

    private void ReportUnexpected(string expected) => Report(
        _token.Start,
        "syntax",
        _token.Kind == CelTokenKind.End ? "the expression ends too early" : $"`{TextOf(_token)}` is not expected here",
        $"expected {expected}");

    private void Report(int at, string code, string message, string mend)
    {
        _problem ??= new CelProblem(at, code, message, mend);
        _token = new CelToken(CelTokenKind.End, _source.Length, 0);
    }
}
