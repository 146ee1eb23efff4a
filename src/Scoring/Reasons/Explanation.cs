namespace SecurityDecisioning.Scoring.Reasons;

/// <summary>Why a candidate has its probability: base + every contribution = margin, before calibration.</summary>
/// <param name="Base">The model's margin when nothing is known, in log-odds.</param>
/// <param name="Margin">The margin of this row.</param>
/// <param name="Contributions">The strongest first, zero ones left out.</param>
public sealed record Explanation(double Base, double Margin, IReadOnlyList<Contribution> Contributions);
