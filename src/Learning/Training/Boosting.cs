using SecurityDecisioning.Learning.Datasets;

namespace SecurityDecisioning.Learning.Training;

/// <summary>Where boosting stands: every row's margin and the derivatives of its logistic loss there.</summary>
internal sealed class Boosting
{
    // Keeps a row that is settled from vanishing out of every sum, as XGBoost does.
    private const double LeastHessian = 1e-16;

    private readonly TrainingSet _rows;
    private readonly TrainingOptions _options;

    public Boosting(TrainingSet rows, TrainingOptions options)
    {
        _rows = rows;
        _options = options;
        double positive = 0, all = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            all += Weight(row);
            positive += rows.Label(row) ? Weight(row) : 0;
        }

        BaseScore = (float)Math.Clamp(positive / all, 1e-4, 1 - 1e-4);
        BaseMargin = Math.Log(BaseScore / (1.0 - BaseScore));
        Margins = new double[rows.Count];
        Array.Fill(Margins, BaseMargin);
        Gradients = new float[rows.Count];
        Hessians = new float[rows.Count];
    }

    public float BaseScore { get; }

    public double BaseMargin { get; }

    public double[] Margins { get; }

    public float[] Gradients { get; }

    public float[] Hessians { get; }

    /// <summary>Derivatives at the present margins; rows that the next tree does not see get none.</summary>
    public void Differentiate(SeededRandom random)
    {
        for (var row = 0; row < Margins.Length; row++)
        {
            if (_options.RowSample < 1 && random.Unit() >= _options.RowSample)
            {
                Gradients[row] = Hessians[row] = 0;
                continue;
            }

            var probability = 1 / (1 + Math.Exp(-Margins[row]));
            var weight = Weight(row);
            Gradients[row] = (float)((probability - (_rows.Label(row) ? 1 : 0)) * weight);
            Hessians[row] = (float)(Math.Max(probability * (1 - probability), LeastHessian) * weight);
        }
    }

    private double Weight(int row) => _rows.Weight(row) * (_rows.Label(row) ? _options.PositiveWeight : 1);
}
