namespace SecurityDecisioning.Policies.Cel;

/// <summary>What one expression may cost to read. Every limit is an error with a position, never a crash.</summary>
internal static class CelLimits
{
    /// <summary>Characters of source.</summary>
    public const int SourceLength = 16 * 1024;

    /// <summary>
    /// Levels of nesting, of the text and of the tree. The parser needs about 1 KiB of stack a level; the smallest stack it runs
    /// on (1.5 MiB) leaves a factor of ten.
    /// </summary>
    public const int Depth = 100;

    /// <summary>Nodes of the syntax tree.</summary>
    public const int Nodes = 4096;

    /// <summary>Characters of one literal as written.</summary>
    public const int LiteralLength = 4096;

    /// <summary>Most problems reported for one expression.</summary>
    public const int Problems = 20;

    /// <summary>Characters of a regular expression.</summary>
    public const int PatternLength = 512;

    /// <summary>Positions of a regular expression once counted repetitions are written out, as RE2 bounds them.</summary>
    public const int PatternPositions = 1000;
}
