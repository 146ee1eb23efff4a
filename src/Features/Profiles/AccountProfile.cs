using System.Runtime.InteropServices;

namespace SecurityDecisioning.Features.Profiles;

/// <summary>
/// What is known of an account: since when somebody is behind it, its newest reset, login and place, how often its logins
/// showed each value, and of each <see cref="Trait"/> the values used last, as words of time (30 bits), trait (3) and hash (31).
/// Of two values the one used later (then the larger hash) is kept; everything else is a smallest, a largest or a sum: the order
/// in which events are learned does not matter.
/// </summary>
internal readonly ref struct AccountProfile(Span<ulong> block)
{
    public const int MaxLogins = 255;

    /// <summary>Words before the first value.</summary>
    public const int HeadWords = 22;

    private const int KnownAt = 1;
    private const int ResetAt = 2;
    private const int LoginAt = 3;
    private const int PlaceTimeAt = 4;
    private const int PlaceAt = 5;
    private const int TalliesAt = 6;
    private const int TallyRow = 64;

    private const int TimeShift = 34;
    private const ulong ValueMask = (1UL << TimeShift) - 1;

    /// <summary>Values kept of each trait: devices, networks, user agents, countries, autonomous systems.</summary>
    private static readonly int[] Kept = [8, 8, 8, 4, 4];
    private readonly Span<ulong> _block = block;

    public int Logins => (int)(_block[0] & 0xFF);

    private int Count => (int)(_block[0] >> 8);

    /// <summary>The values, each with its time: what the state's hash covers, besides <see cref="Head"/>.</summary>
    public ReadOnlySpan<ulong> Values => _block.Slice(HeadWords, Count);

    public ReadOnlySpan<ulong> Head => _block[..HeadWords];

    /// <summary>Newest time of each, milliseconds, or below zero where there was none.</summary>
    public long NewestReset => (long)_block[ResetAt] - 1;

    public long NewestLogin => (long)_block[LoginAt] - 1;

    public long PlaceTime => (long)_block[PlaceTimeAt] - 1;

    public GeoPoint Place => new((short)_block[PlaceAt], (short)(_block[PlaceAt] >> 16), (ushort)(_block[PlaceAt] >> 32));

    /// <summary>Whether somebody signed in or registered before the finest bucket that begins at <paramref name="startMs"/>.</summary>
    public bool IsKnownBefore(long startMs) => _block[KnownAt] != 0 && (long)_block[KnownAt] - 1 < startMs;

    public void SetKnown(long timeMs)
    {
        if (_block[KnownAt] == 0 || _block[KnownAt] > (ulong)timeMs + 1) _block[KnownAt] = (ulong)timeMs + 1;
    }

    public void SetReset(long timeMs) => _block[ResetAt] = Math.Max(_block[ResetAt], (ulong)timeMs + 1);

    public void AddLogin(long timeMs, GeoPoint place)
    {
        if (Logins < MaxLogins) _block[0]++;
        _block[LoginAt] = Math.Max(_block[LoginAt], (ulong)timeMs + 1);
        if (place.IsNone) return;
        var when = (ulong)timeMs + 1;
        var where = (ushort)place.LatitudeCenti | ((ulong)(ushort)place.LongitudeCenti << 16) | ((ulong)place.RadiusKm << 32);
        if (when < _block[PlaceTimeAt] || (when == _block[PlaceTimeAt] && where <= _block[PlaceAt])) return;
        _block[PlaceTimeAt] = when;
        _block[PlaceAt] = where;
    }

    /// <summary>
    /// Counts a value that a login showed: a count-min sketch (Cormode and Muthukrishnan, 2005) of two rows, so a value never
    /// seen is taken for a known one with a chance of about one in fifty for an account with ten values.
    /// </summary>
    public void Tally(ulong mark)
    {
        var rows = MemoryMarshal.AsBytes(_block.Slice(TalliesAt, 2 * TallyRow / sizeof(ulong)));
        ref var first = ref rows[(int)(mark & (TallyRow - 1))];
        ref var second = ref rows[TallyRow + (int)((mark >> 8) & (TallyRow - 1))];
        if (first < byte.MaxValue) first++;
        if (second < byte.MaxValue) second++;
    }

    /// <summary>Logins that showed the value, at most 255; never too few.</summary>
    public int TallyOf(ulong mark)
    {
        var rows = MemoryMarshal.AsBytes(_block.Slice(TalliesAt, 2 * TallyRow / sizeof(ulong)));
        return Math.Min(rows[(int)(mark & (TallyRow - 1))], rows[TallyRow + (int)((mark >> 8) & (TallyRow - 1))]);
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

    /// <summary>A bit for each trait that the account has signed in with any value of.</summary>
    public uint KnownTraits()
    {
        var traits = 0u;
        foreach (var word in Values) traits |= 1u << (int)TraitOf(word);
        return traits;
    }

    /// <summary>Remembers a value used in a bucket. The block must have room for one more.</summary>
    public void Learn(Trait trait, uint hash, int bucket)
    {
        var values = _block.Slice(HeadWords, Count);
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

        _block[HeadWords + values.Length] = learned;
        _block[0] += 1 << 8;
    }

    private static ulong ValueOf(Trait trait, uint hash) => ((ulong)trait << 31) | (hash >> 1);

    private static Trait TraitOf(ulong word) => (Trait)((word >> 31) & 7);
}
