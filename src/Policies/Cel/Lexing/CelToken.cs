namespace SecurityDecisioning.Policies.Cel.Lexing;

/// <summary>One terminal: its kind and where it stands.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}
