namespace SecurityDecisioning.Learning.Training;

/// <summary>The best split of one node that one column offers.</summary>
/// <param name="Gain">What it lowers the loss by, regularisation counted in.</param>
/// <param name="Column">The column, below zero where there is no split.</param>
/// <param name="Bin">Bins up to here go left.</param>
/// <param name="DefaultLeft">Where missing values go.</param>
/// <param name="Left">Sums of the left child.</param>
/// <param name="Right">Sums of the right child.</param>
internal readonly record struct SplitChoice(
    double Gain, int Column, int Bin, bool DefaultLeft, GradientPair Left, GradientPair Right)
{
    public static SplitChoice None { get; } = new(0, -1, 0, false, default, default);

    public bool Exists => Column >= 0;
}
