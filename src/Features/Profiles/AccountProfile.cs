namespace SecurityDecisioning.Features.Profiles;

/// <summary>
/// What an account has signed in from: of each <see cref="Trait"/> the values used last, as words of time (30 bits), trait (2)
/// and hash (32), behind one word with the number of logins and of values. Of two values the one used later (then the larger
/// hash) is kept, so the order in which logins are learned does not matter.
/// </summary>
internal readonly ref struct AccountProfile(Span<ulong> block)
{
    public const int MaxLogins = 255;

    private const int TimeShift = 34;
    private const ulong ValueMask = (1UL << TimeShift) - 1;

    /// <summary>Values kept of each trait: devices, networks, user agents, countries.</summary>
    private static readonly int[] Kept = [8, 8, 8, 4];
    private readonly Span<ulong> _block = block;

    public int Logins => (int)(_block[0] & 0xFF);

    private int Count => (int)(_block[0] >> 8);

    public bool IsFull => Count == _block.Length - 1;

    /// <summary>The values, each with its time: what the state's hash covers.</summary>
    public ReadOnlySpan<ulong> Values => _block.Slice(1, Count);

    public void AddLogin()
    {
        if (Logins < MaxLogins) _block[0]++;
    }

    public bool Knows(Trait trait, uint hash)
    {
        var value = ValueOf(trait, hash);
        foreach (var word in Values)
        {
            if ((word & ValueMask) == value) return true;
        }

        return false;
    }

    /// <summary>True where the account has signed in with any value of the trait.</summary>
    public bool KnowsAny(Trait trait)
    {
        foreach (var word in Values)
        {
            if (TraitOf(word) == trait) return true;
        }

        return false;
    }

    /// <summary>Remembers a value used in a bucket. The block must have room for one more.</summary>
    public void Learn(Trait trait, uint hash, int bucket)
    {
        var values = _block.Slice(1, Count);
        var learned = ((ulong)bucket << TimeShift) | ValueOf(trait, hash);
        int same = 0, oldest = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (TraitOf(values[i]) != trait) continue;
            if ((values[i] & ValueMask) == (learned & ValueMask))
            {
                values[i] = Math.Max(values[i], learned);
                return;
            }

            same++;
            if (oldest < 0 || values[i] < values[oldest]) oldest = i;
        }

        if (same == Kept[(int)trait])
        {
            values[oldest] = Math.Max(values[oldest], learned);
            return;
        }

        _block[1 + values.Length] = learned;
        _block[0] += 1 << 8;
    }

    private static ulong ValueOf(Trait trait, uint hash) => ((ulong)trait << 32) | hash;

    private static Trait TraitOf(ulong word) => (Trait)((word >> 32) & 3);
}
