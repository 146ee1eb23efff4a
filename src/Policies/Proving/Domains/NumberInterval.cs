namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>The numbers between two bounds, each of them part of it or not; infinities are numbers here.</summary>
internal readonly record struct NumberInterval(double Low, double High, bool IsLowOpen = false, bool IsHighOpen = false)
{
    public static NumberInterval Everything { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public bool IsEmpty => Low > High || (Low == High && (IsLowOpen || IsHighOpen));

    public bool Contains(double value) =>
        (value > Low || (value == Low && !IsLowOpen)) && (value < High || (value == High && !IsHighOpen));

    public NumberInterval Meet(NumberInterval other)
    {
        var low = Low > other.Low || (Low == other.Low && IsLowOpen) ? this : other;
        var high = High < other.High || (High == other.High && IsHighOpen) ? this : other;
        return new NumberInterval(low.Low, high.High, low.IsLowOpen, high.IsHighOpen);
    }
}
