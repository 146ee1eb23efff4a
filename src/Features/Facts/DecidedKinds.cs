namespace SecurityDecisioning.Features.Facts;

/// <summary>What tells records of one id apart among those applied lately; events use their kind, below 256.</summary>
internal static class DecidedKinds
{
    public const ulong Restriction = 256;
    public const ulong Lift = 257;
    public const ulong Verdict = 258;
}
