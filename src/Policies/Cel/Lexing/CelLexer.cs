namespace SecurityDecisioning.Policies.Cel.Lexing;

/// <summary>Cuts source into tokens. After the first problem it only says <see cref="CelTokenKind.End"/>.</summary>
internal sealed class CelLexer(string source)
{
    private int _at;

    public CelProblem? Problem { get; private set; }

    public CelToken Next()
    {
        SkipBlanks();
        if (_at >= source.Length || Problem is not null)
        {
            return new CelToken(CelTokenKind.End, source.Length, 0);
        }

        var c = source[_at];
        if (IsIdentifierStart(c))
        {
            return StringPrefixLength() is var prefix and >= 0 ? Text(prefix) : Identifier();
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            return Number();
        }

        return c is '"' or '\'' ? Text(0) : c == '`' ? QuotedIdentifier() : Symbol(c);
    }

    private static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private char Peek(int ahead) => _at + ahead < source.Length ? source[_at + ahead] : '\0';

    private void SkipBlanks()
    {
        while (_at < source.Length)
        {
            if (source[_at] is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _at++;
            }
            else if (source[_at] == '/' && Peek(1) == '/')
            {
                var end = source.IndexOf('\n', _at);
                _at = end < 0 ? source.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Length of a literal's prefix (<c>r b br rb</c>, any case) where a quote follows, or below zero.</summary>
    private int StringPrefixLength()
    {
        for (var length = 1; length <= 2; length++)
        {
            if ((source[_at + length - 1] | 0x20) is not ('r' or 'b'))
            {
                return -1;
            }

            if (Peek(length) is '"' or '\'')
            {
                return length == 1 || (source[_at] | 0x20) != (source[_at + 1] | 0x20) ? length : -1;
            }

            if (Peek(length) == '\0')
            {
                return -1;
            }
        }

        return -1;
    }

    private CelToken Identifier()
    {
        var start = _at;
        while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
        {
            _at++;
        }

        var kind = source.AsSpan(start, _at - start) switch
        {
            "true" => CelTokenKind.True,
            "false" => CelTokenKind.False,
            "null" => CelTokenKind.Null,
            "in" => CelTokenKind.In,
            _ => CelTokenKind.Identifier,
        };
        return new CelToken(kind, start, _at - start);
    }

    private CelToken QuotedIdentifier()
    {
        var start = _at++;
        Skip(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ' ');
        if (Peek(0) == '`' && _at > start + 1)
        {
            _at++;
            return new CelToken(CelTokenKind.QuotedIdentifier, start, _at - start);
        }

        Report(start, "bad-name", $"the name that begins with {Around(start)} is not closed or has other characters than it may",
            "write letters, digits, _ - . / and spaces between backticks");
        return Stop();
    }

    private CelToken Number()
    {
        var start = _at;
        if (source[_at] == '0' && (Peek(1) | 0x20) == 'x' && char.IsAsciiHexDigit(Peek(2)))
        {
            _at += 2;
            Skip(char.IsAsciiHexDigit);
            return Integer(start);
        }

        var isDouble = false;
        Skip(char.IsAsciiDigit);
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isDouble = true;
            _at++;
            Skip(char.IsAsciiDigit);
        }

        var sign = Peek(1) is '+' or '-' ? 2 : 1;
        if ((Peek(0) | 0x20) == 'e' && char.IsAsciiDigit(Peek(sign)))
        {
            isDouble = true;
            _at += sign;
            Skip(char.IsAsciiDigit);
        }

        if (!isDouble)
        {
            return Integer(start);
        }

        return EndsNumber(start) ? new CelToken(CelTokenKind.Double, start, _at - start) : Stop();
    }

    private CelToken Integer(int start)
    {
        var kind = CelTokenKind.Int;
        if ((Peek(0) | 0x20) == 'u')
        {
            kind = CelTokenKind.Uint;
            _at++;
        }

        return EndsNumber(start) ? new CelToken(kind, start, _at - start) : Stop();
    }

    private bool EndsNumber(int start)
    {
        if (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
        {
            Report(start, "bad-number", $"`{Around(start)}` is not a number",
                "write 5, 5u, 0x1F, 5.0 or 5e3, and nothing after it");
            return false;
        }

        return true;
    }

    private CelToken Text(int prefix)
    {
        var start = _at;
        var prefixText = source.AsSpan(start, prefix);
        var isRaw = prefixText.ContainsAny('r', 'R');
        var kind = prefixText.ContainsAny('b', 'B') ? CelTokenKind.Bytes : CelTokenKind.String;
        _at += prefix;
        var quote = source[_at];
        var quotes = Peek(1) == quote && Peek(2) == quote ? 3 : 1;
        _at += quotes;
        while (_at < source.Length)
        {
            var c = source[_at];
            if (c == quote && (quotes == 1 || (Peek(1) == quote && Peek(2) == quote)))
            {
                _at += quotes;
                return TextOfLength(kind, start);
            }

            if (quotes == 1 && (c is '\n' or '\r'))
            {
                break;
            }

            _at += c == '\\' && !isRaw ? 2 : 1;
        }

        Report(start, "unclosed-string", $"the string that begins with `{Around(start)}` is not closed",
            quotes == 1 ? $"end it with {quote} on the same line, or use three quotes" : $"end it with {new string(quote, 3)}");
        return Stop();
    }

    private CelToken TextOfLength(CelTokenKind kind, int start)
    {
        if (_at - start <= CelLimits.LiteralLength)
        {
            return new CelToken(kind, start, _at - start);
        }

        Report(start, "literal-too-long", $"a literal of {_at - start} characters is longer than {CelLimits.LiteralLength}",
            "shorten it");
        return Stop();
    }

    private CelToken Symbol(char c)
    {
        var (kind, length) = (c, Peek(1)) switch
        {
            ('=', '=') => (CelTokenKind.Equal, 2),
            ('!', '=') => (CelTokenKind.NotEqual, 2),
            ('<', '=') => (CelTokenKind.LessOrEqual, 2),
            ('>', '=') => (CelTokenKind.GreaterOrEqual, 2),
            ('&', '&') => (CelTokenKind.And, 2),
            ('|', '|') => (CelTokenKind.Or, 2),
            ('.', _) => (CelTokenKind.Dot, 1),
            (',', _) => (CelTokenKind.Comma, 1),
            (':', _) => (CelTokenKind.Colon, 1),
            ('?', _) => (CelTokenKind.Question, 1),
            ('(', _) => (CelTokenKind.OpenParen, 1),
            (')', _) => (CelTokenKind.CloseParen, 1),
            ('[', _) => (CelTokenKind.OpenBracket, 1),
            (']', _) => (CelTokenKind.CloseBracket, 1),
            ('{', _) => (CelTokenKind.OpenBrace, 1),
            ('}', _) => (CelTokenKind.CloseBrace, 1),
            ('!', _) => (CelTokenKind.Not, 1),
            ('+', _) => (CelTokenKind.Plus, 1),
            ('-', _) => (CelTokenKind.Minus, 1),
            ('*', _) => (CelTokenKind.Star, 1),
            ('/', _) => (CelTokenKind.Slash, 1),
            ('%', _) => (CelTokenKind.Percent, 1),
            ('<', _) => (CelTokenKind.Less, 1),
            ('>', _) => (CelTokenKind.Greater, 1),
            _ => (CelTokenKind.Invalid, 1),
        };
        if (kind == CelTokenKind.Invalid)
        {
            ReportSymbol(c);
            return Stop();
        }

        _at += length;
        return new CelToken(kind, _at - length, length);
    }

    private void ReportSymbol(char c)
    {
        var shown = char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"`{c}`";
        Report(_at, "bad-character", $"{shown} has no meaning here", c switch
        {
            '=' => "compare with ==",
            '&' => "write && for \"and\"",
            '|' => "write || for \"or\"",
            '\u201C' or '\u201D' or '\u2018' or '\u2019' => "use straight quotes",
            _ => "remove it",
        });
    }

    private void Skip(Func<char, bool> isPart)
    {
        while (_at < source.Length && isPart(source[_at]))
        {
            _at++;
        }
    }

    private string Around(int start) => source.Substring(start, Math.Min(12, source.Length - start)).ReplaceLineEndings(" ");

    private void Report(int at, string code, string message, string mend) =>
        Problem ??= new CelProblem(at, code, message, mend);

    private CelToken Stop()
    {
        _at = source.Length;
        return new CelToken(CelTokenKind.Invalid, source.Length, 0);
    }
}
