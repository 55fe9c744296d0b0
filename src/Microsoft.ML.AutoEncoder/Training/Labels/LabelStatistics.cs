namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What the labels of the rows to train on have in common.</summary>
internal sealed class LabelStatistics
{
    private double _totalWeight;
    private double _squares;
    private float _first = float.NaN;

    /// <summary>How many rows have a label and a weight.</summary>
    internal long Count { get; private set; }

    /// <summary>The mean of the labels, by weight.</summary>
    internal double Mean { get; private set; }

    /// <summary>Their standard deviation.</summary>
    internal double StandardDeviation => Math.Sqrt(_squares / _totalWeight);

    /// <summary>Whether not all labels are the same.</summary>
    internal bool Differ { get; private set; }

    /// <param name="label">The label of a row; NaN where it has none.</param>
    /// <param name="weight">The row's weight.</param>
    internal void Add(float label, float weight)
    {
        if (float.IsNaN(label) || weight == 0)
        {
            return;
        }

        _first = Count == 0 ? label : _first;
        Differ |= label != _first;
        Count++;
        // Welford's algorithm: sums of squares would lose the digits of labels far from 0.
        _totalWeight += weight;
        var distance = label - Mean;
        Mean += weight / _totalWeight * distance;
        _squares += weight * distance * (label - Mean);
    }
}
