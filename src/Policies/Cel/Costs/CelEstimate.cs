namespace SecurityDecisioning.Policies.Cel.Costs;

/// <summary>The most that evaluating a part can take.</summary>
/// <param name="Cost">Steps of about ten nanoseconds.</param>
/// <param name="Shape">The largest that its value can be.</param>
internal readonly record struct CelEstimate(double Cost, CelShape Shape);
