using SecurityDecisioning.Learning.Datasets;

namespace SecurityDecisioning.Learning.Training;

/// <summary>Watches the loss on rows that no tree has seen, and remembers after how many trees it was lowest.</summary>
internal sealed class EarlyStopping
{
    private readonly TrainingSet _rows;
    private readonly int _patience;
    private readonly double[] _margins;
    private double _best = double.PositiveInfinity;
    private int _trees;

    public EarlyStopping(TrainingSet rows, double baseMargin, TrainingOptions options)
    {
        _rows = rows;
        _patience = options.EarlyStopping;
        _margins = new double[rows.Count];
        Array.Fill(_margins, baseMargin);
    }

    public int BestTrees { get; private set; }

    public bool HasStopped => _patience > 0 && _trees - BestTrees >= _patience;

    /// <summary>Counts one more tree in and returns the loss with it.</summary>
    public double Add(GrownTree tree)
    {
        _trees++;
        double loss = 0, weights = 0;
        for (var row = 0; row < _rows.Count; row++)
        {
            _margins[row] += tree.Predict(_rows.Row(row));
            var signed = _rows.Label(row) ? _margins[row] : -_margins[row];

            // ln(1 + e^−x) without overflow on either side.
            loss += _rows.Weight(row) * (Math.Max(-signed, 0) + Math.Log(1 + Math.Exp(-Math.Abs(signed))));
            weights += _rows.Weight(row);
        }

        loss /= weights;
        if (loss < _best)
        {
            _best = loss;
            BestTrees = _trees;
        }

        // Without patience every tree is kept.
        if (_patience == 0)
        {
            BestTrees = _trees;
        }

        return loss;
    }
}
