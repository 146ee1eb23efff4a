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

    /// <summary>Sets of states that texts can lead a pattern to; the engine keeps each that it meets, at about a kilobyte.</summary>
    public const int PatternStates = 2000;

    /// <summary>Variables of macros that are in scope at once.</summary>
    public const int Variables = 64;

    /// <summary>As many of them live on the stack of an evaluation; an expression with more allocates room for them.</summary>
    public const int VariablesOnStack = 16;

    /// <summary>
    /// The largest estimate of an evaluation, in steps of about ten nanoseconds: a millisecond at the very worst.
    /// </summary>
    public const double Cost = 100_000;

    /// <summary>Characters or bytes of a value that is computed. The estimate keeps rules far below.</summary>
    public const int TextLength = 1 << 20;

    /// <summary>Elements of a list or map that is computed.</summary>
    public const int ListLength = 1 << 16;

    /// <summary>Characters of a variable's value, where it names no bound of its own: what an event keeps of any text.</summary>
    public const int VariableLength = EventLimits.Path;

    /// <summary>Patterns that are no literals and are kept compiled.</summary>
    public const int CachedPatterns = 64;
}
