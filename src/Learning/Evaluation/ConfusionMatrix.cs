namespace SecurityDecisioning.Learning.Evaluation;

/// <summary>Decisions whose truth is known, by what was done and what was true.</summary>
/// <param name="TruePositives">Attacks that were acted on.</param>
/// <param name="FalsePositives">Harmless requests that were acted on.</param>
/// <param name="FalseNegatives">Attacks that were let through.</param>
/// <param name="TrueNegatives">Harmless requests that were let through.</param>
public readonly record struct ConfusionMatrix(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    public long Count => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Of what was acted on, the share that was an attack.</summary>
    public Estimate Precision => WilsonInterval.Of(TruePositives, TruePositives + FalsePositives);

    /// <summary>Of the attacks, the share that was acted on.</summary>
    public Estimate Recall => WilsonInterval.Of(TruePositives, TruePositives + FalseNegatives);

    /// <summary>Of the harmless requests, the share that was acted on.</summary>
    public Estimate FalsePositiveRate => WilsonInterval.Of(FalsePositives, FalsePositives + TrueNegatives);

    /// <summary>
    /// The harmonic mean of precision and recall. With J = TP ÷ (TP + FP + FN) it is 2J ÷ (1 + J), and given that sum TP is
    /// binomial with share J: so its interval is that of J, carried over by the same rising function. No resampling needed.
    /// </summary>
    public Estimate F1
    {
        get
        {
            var share = WilsonInterval.Of(TruePositives, TruePositives + FalsePositives + FalseNegatives);
            return new Estimate(Carried(share.Value), Carried(share.Low), Carried(share.High));

            static double Carried(double j) => 2 * j / (1 + j);
        }
    }

    /// <summary>One more decision.</summary>
    public ConfusionMatrix With(bool isAttack, bool isActedOn, long times = 1) => (isAttack, isActedOn) switch
    {
        (true, true) => this with { TruePositives = TruePositives + times },
        (false, true) => this with { FalsePositives = FalsePositives + times },
        (true, false) => this with { FalseNegatives = FalseNegatives + times },
        _ => this with { TrueNegatives = TrueNegatives + times },
    };
}
