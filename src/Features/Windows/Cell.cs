namespace SecurityDecisioning.Features.Windows;

/// <summary>
/// One fact of a small entity in 64 bits: group (5), payload (29), finest bucket (30). For a counter the payload is the
/// bucket's level (2) and the count (27); for a distinct value it is the value's hash and the bucket is where it was seen last,
/// which answers all four windows at once.
/// </summary>
internal static class Cell
{
    /// <summary>Groups from here on are distinct counts; below are counters.</summary>
    public const int FirstDistinct = 16;
    public const int GroupShift = 59;
    public const int Groups = 1 << (64 - GroupShift);
    public const int HashBits = 29;
    public const uint MaxCount = (1 << 27) - 1;

    /// <summary>Everything but the bucket: what tells one distinct value from another.</summary>
    public const ulong ValueMask = ~(ulong)Buckets.Mask;

    /// <summary>Everything but the count: what tells one counter's bucket from another.</summary>
    public const ulong CounterMask = ~((ulong)MaxCount << Buckets.Bits);

    public static ulong Counter(int counter, int level, int bucket, uint count) =>
        ((ulong)counter << GroupShift) | ((ulong)level << 57) | ((ulong)count << Buckets.Bits) | (uint)bucket;

    public static ulong Distinct(int distinct, uint hash, int bucket) =>
        ((ulong)(FirstDistinct + distinct) << GroupShift) | ((ulong)hash << Buckets.Bits) | (uint)bucket;

    public static int Group(ulong cell) => (int)(cell >> GroupShift);

    public static int Level(ulong cell) => (int)(cell >> 57) & 3;

    public static uint Count(ulong cell) => (uint)(cell >> Buckets.Bits) & MaxCount;

    public static uint Hash(ulong cell) => (uint)(cell >> Buckets.Bits) & ((1 << HashBits) - 1);

    public static int Bucket(ulong cell) => (int)(cell & Buckets.Mask);
}
