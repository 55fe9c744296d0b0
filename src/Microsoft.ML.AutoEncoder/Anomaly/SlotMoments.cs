namespace Microsoft.ML.AutoEncoder;

/// <summary>The variances of the slots of weighted rows.</summary>
/// <param name="size">The number of slots.</param>
internal sealed class SlotMoments(int size)
{
    // Sums are of the differences from the first row: those of the values themselves would cancel where the mean is large.
    private readonly float[] _origin = new float[size];
    private readonly double[] _sums = new double[size];
    private readonly double[] _squares = new double[size];
    private double _weight;

    internal void Add(ReadOnlySpan<float> row, double weight)
    {
        if (_weight == 0)
        {
            row.CopyTo(_origin);
        }

        for (var i = 0; i < size; i++)
        {
            var difference = (double)row[i] - _origin[i];
            _sums[i] += weight * difference;
            _squares[i] += weight * difference * difference;
        }

        _weight += weight;
    }

    /// <summary>The mean of the slots' variances.</summary>
    internal double MeanVariance()
    {
        var sum = 0.0;
        for (var i = 0; i < size; i++)
        {
            var mean = _sums[i] / _weight;
            sum += Math.Max(0, (_squares[i] / _weight) - (mean * mean));
        }

        return sum / size;
    }
}
