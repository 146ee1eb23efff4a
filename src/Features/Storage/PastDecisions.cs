namespace SecurityDecisioning.Features.Storage;

/// <summary>What was decided about an entity before, each count up to 255: sums that saturate, so order does not matter.</summary>
internal struct PastDecisions
{
    public byte Restrictions;
    public byte Lifts;
    public byte Attacks;
    public byte Cleared;

    public readonly PastDecisions With(PastDecisions more) => new()
    {
        Restrictions = Sum(Restrictions, more.Restrictions),
        Lifts = Sum(Lifts, more.Lifts),
        Attacks = Sum(Attacks, more.Attacks),
        Cleared = Sum(Cleared, more.Cleared),
    };

    private static byte Sum(byte a, byte b) => (byte)Math.Min(a + b, byte.MaxValue);

    public readonly uint Packed => (uint)(Restrictions | (Lifts << 8) | (Attacks << 16) | (Cleared << 24));
}
