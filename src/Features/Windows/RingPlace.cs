using System.Runtime.CompilerServices;

namespace SecurityDecisioning.Features.Windows;

/// <summary>
/// Where a finest bucket lies in each of the four rings: the number of the ring's bucket around it and that one's slot. Worked
/// out once per event, by divisions that the compiler knows, and used for every counter and set of its entities.
/// </summary>
internal readonly struct RingPlace
{
    private readonly Quad _numbers;
    private readonly Quad _slots;

    public RingPlace(int bucket)
    {
        _numbers[0] = bucket;
        _numbers[1] = bucket / 6;
        _numbers[2] = bucket / 60;
        _numbers[3] = bucket / 720;
        _slots[0] = bucket % 6;
        _slots[1] = 6 + (_numbers[1] % 10);
        _slots[2] = 16 + (_numbers[2] % 12);
        _slots[3] = 28 + (_numbers[3] % 24);
    }

    /// <summary>Number of the ring's bucket: equal for finest buckets that fall together there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberAt(int level) => _numbers[level];

    /// <summary>Slot among all <see cref="Buckets.Slots"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SlotAt(int level) => _slots[level];

    /// <summary>How many buckets a ring moves on from here to <paramref name="later"/>, at most all it has; below zero for back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int StepsTo(in RingPlace later, int level) => Math.Min(later._numbers[level] - _numbers[level], Buckets.Count[level]);

    [InlineArray(Buckets.Levels)]
    private struct Quad
    {
        private int _first;
    }
}
