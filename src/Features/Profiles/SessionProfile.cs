using System.Runtime.InteropServices;

namespace SecurityDecisioning.Features.Profiles;

/// <summary>
/// What a session began with, per <see cref="Trait"/> the value of its sign-in, else the earliest one seen (the earlier, then
/// the smaller hash, wins), its steps in its two newest buckets, each the one of largest rank, and when it first did
/// each thing. Order of arrival does not matter.
/// </summary>
internal readonly ref struct SessionProfile(Span<ulong> block)
{
    private const ulong FirstSight = 1UL << 62;

    // The upper halves of the words that hold hashes.
    private const int NewestAt = 1;
    private const int BeforeAt = 3;
    private const int RanksAt = 5;

    // Per rank the bucket of its first step, plus one.
    private const int FirstsAt = 8;
    private readonly Span<ulong> _block = block;

    public void Learn(Trait trait, uint hash, long timeMs, bool isSignIn)
    {
        var when = ((ulong)timeMs + 1) | (isSignIn ? 0 : FirstSight);
        ref var knownWhen = ref _block[(int)trait * 2];
        ref var known = ref _block[((int)trait * 2) + 1];
        if (knownWhen != 0 && (when > knownWhen || (when == knownWhen && hash >= (uint)known))) return;
        knownWhen = when;
        known = (known & ~(ulong)uint.MaxValue) | hash;
    }

    /// <summary>1 where the session began with another value, 0 with this one, NaN where it began with none.</summary>
    public float Changed(Trait trait, uint hash) =>
        _block[(int)trait * 2] == 0 ? float.NaN : (uint)_block[((int)trait * 2) + 1] == hash ? 0 : 1;

    /// <summary>Rank of the step in the newest kept bucket before <paramref name="bucket"/>, 0 where none is kept.</summary>
    public int StepBefore(int bucket)
    {
        var when = (uint)bucket + 1;
        var ranks = Upper(RanksAt);
        if (Upper(NewestAt) is not 0 and var newest && newest < when) return (int)(ranks & 0xFF);
        return Upper(BeforeAt) is not 0 and var before && before < when ? (int)(ranks >> 8) : 0;
    }

    /// <summary>Notes a step of a rank from 1 to 15 and tells what that changes about the order of first steps.</summary>
    public StepChange Step(int bucket, int rank)
    {
        uint when = (uint)bucket + 1, newest = Upper(NewestAt), before = Upper(BeforeAt);
        uint last = Upper(RanksAt) & 0xFF, earlier = Upper(RanksAt) >> 8;
        if (when > newest) (before, earlier, newest, last) = (newest, last, when, (uint)rank);
        else if (when == newest) last = Math.Max(last, (uint)rank);
        else if (when > before) (before, earlier) = (when, (uint)rank);
        else if (when == before) earlier = Math.Max(earlier, (uint)rank);
        SetUpper(NewestAt, newest);
        SetUpper(BeforeAt, before);
        SetUpper(RanksAt, last | (earlier << 8));
        return FirstStep(when, rank);
    }

    private StepChange FirstStep(uint when, int rank)
    {
        var firsts = MemoryMarshal.Cast<ulong, uint>(_block[FirstsAt..]);
        var known = firsts[rank];
        if (known != 0 && known <= when) return default;
        firsts[rank] = when;
        int from = 0, notFrom = 0, to = 0;
        for (var other = 1; other < firsts.Length; other++)
        {
            if (other == rank || firsts[other] == 0) continue;
            var wasAfter = known != 0 && firsts[other] < known;
            var isAfter = firsts[other] < when;
            if (isAfter && !wasAfter) from |= 1 << other;
            if (wasAfter && !isAfter) notFrom |= 1 << other;
            if (when < firsts[other] && (known == 0 || known >= firsts[other])) to |= 1 << other;
        }

        return new StepChange((byte)rank, known == 0, (ushort)from, (ushort)notFrom, (ushort)to);
    }

    private uint Upper(int word) => (uint)(_block[word] >> 32);

    private void SetUpper(int word, uint value) => _block[word] = (uint)_block[word] | ((ulong)value << 32);
}
