namespace SecurityDecisioning.Learning.Training;

/// <summary>Between what the weights below a node must stay, so that a monotone column stays monotone across subtrees.</summary>
internal readonly record struct WeightBounds(double Low, double High)
{
    public static WeightBounds None { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clamp(double weight) => Math.Clamp(weight, Low, High);

    /// <summary>The bounds of two children: each side keeps to its side of the middle.</summary>
    public (WeightBounds Left, WeightBounds Right) Divide(int direction, double leftWeight, double rightWeight)
    {
        var middle = (leftWeight + rightWeight) / 2;
        return direction switch
        {
            > 0 => (this with { High = middle }, this with { Low = middle }),
            < 0 => (this with { Low = middle }, this with { High = middle }),
            _ => (this, this),
        };
    }
}
