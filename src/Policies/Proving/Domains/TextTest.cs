namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>A question about a text.</summary>
internal readonly record struct TextTest(TextTestKind Kind, string Literal)
{
    public bool Holds(string text) => Kind switch
    {
        TextTestKind.StartsWith => text.StartsWith(Literal, StringComparison.Ordinal),
        TextTestKind.EndsWith => text.EndsWith(Literal, StringComparison.Ordinal),
        _ => text.Contains(Literal, StringComparison.Ordinal),
    };

    /// <summary>Whether every text of which this holds is one of which the other holds.</summary>
    public bool Implies(TextTest other) => other.Kind switch
    {
        TextTestKind.Contains => Literal.Contains(other.Literal, StringComparison.Ordinal),
        TextTestKind.StartsWith => Kind == TextTestKind.StartsWith && Literal.StartsWith(other.Literal, StringComparison.Ordinal),
        _ => Kind == TextTestKind.EndsWith && Literal.EndsWith(other.Literal, StringComparison.Ordinal),
    };

    /// <summary>Whether no text passes both.</summary>
    public bool Excludes(TextTest other) => Kind == other.Kind && Kind switch
    {
        TextTestKind.StartsWith => !Implies(other) && !other.Implies(this),
        TextTestKind.EndsWith => !Implies(other) && !other.Implies(this),
        _ => false,
    };
}
