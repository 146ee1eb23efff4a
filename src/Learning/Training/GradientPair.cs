namespace SecurityDecisioning.Learning.Training;

/// <summary>Sums of first and second derivatives of the loss.</summary>
internal record struct GradientPair(double Gradient, double Hessian)
{
    public static GradientPair operator +(GradientPair a, GradientPair b) =>
        new(a.Gradient + b.Gradient, a.Hessian + b.Hessian);

    public static GradientPair operator -(GradientPair a, GradientPair b) =>
        new(a.Gradient - b.Gradient, a.Hessian - b.Hessian);
}
