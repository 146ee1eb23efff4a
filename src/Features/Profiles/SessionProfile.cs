namespace SecurityDecisioning.Features.Profiles;

/// <summary>
/// What a session began with: per <see cref="Trait"/> the value of its sign-in, else the earliest one seen. The earlier (then
/// the smaller hash) wins, so order of arrival does not matter.
/// </summary>
internal readonly ref struct SessionProfile(Span<ulong> block)
{
    private const ulong FirstSight = 1UL << 62;
    private readonly Span<ulong> _block = block;

    /// <summary>Per trait when and what; what the state's hash covers.</summary>
    public ReadOnlySpan<ulong> Words => _block;

    public void Learn(Trait trait, uint hash, long timeMs, bool isSignIn)
    {
        var when = ((ulong)timeMs + 1) | (isSignIn ? 0 : FirstSight);
        ref var knownWhen = ref _block[(int)trait * 2];
        ref var known = ref _block[((int)trait * 2) + 1];
        if (knownWhen != 0 && (when > knownWhen || (when == knownWhen && hash >= known))) return;
        knownWhen = when;
        known = hash;
    }

    /// <summary>1 where the session began with another value, 0 with this one, NaN where it began with none.</summary>
    public float Changed(Trait trait, uint hash) =>
        _block[(int)trait * 2] == 0 ? float.NaN : _block[((int)trait * 2) + 1] == hash ? 0 : 1;
}
