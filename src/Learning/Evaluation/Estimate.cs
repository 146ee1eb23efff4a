namespace SecurityDecisioning.Learning.Evaluation;

/// <summary>A share between 0 and 1 with the interval that holds its true value with 95 % confidence.</summary>
/// <param name="Value">As counted; NaN where nothing was counted.</param>
/// <param name="Low">0 where nothing was counted.</param>
/// <param name="High">1 where nothing was counted.</param>
public readonly record struct Estimate(double Value, double Low, double High);
