namespace SecurityDecisioning.Policies.Cel.Lexing;

/// <summary>The terminals of the grammar (cel-spec, langdef "Syntax").</summary>
internal enum CelTokenKind : byte
{
    End,

    /// <summary>Not a token; the lexer has reported why.</summary>
    Invalid,
    Identifier,

    /// <summary>A field's name between backticks.</summary>
    QuotedIdentifier,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    True,
    False,
    Null,
    In,
    Dot,
    Comma,
    Colon,
    Question,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Not,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
}
