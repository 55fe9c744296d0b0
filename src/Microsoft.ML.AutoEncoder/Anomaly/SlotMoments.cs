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

    /// <summary>For other processes: the weight of all rows, and for each slot their mean, and the squares of their distances from it,
    /// summed by weight.</summary>
    internal double[] ToNumbers()
    {
        var numbers = new double[1 + (2 * size)];
        numbers[0] = _weight;
        for (var i = 0; i < size && _weight > 0; i++)
        {
            numbers[1 + i] = _origin[i] + (_sums[i] / _weight);
            numbers[1 + size + i] = Math.Max(0, _squares[i] - (_sums[i] * _sums[i] / _weight));
        }

        return numbers;
    }

    /// <summary>The mean of the slots' variances over the rows of several.</summary>
    /// <param name="parts">What <see cref="ToNumbers"/> gives of each, one after the other (Chan, Golub and LeVeque, "Updating Formulae and
    /// a Pairwise Algorithm for Computing Sample Variances", 1979).</param>
    /// <param name="size">The number of slots.</param>
    internal static double MeanVariance(ReadOnlySpan<double> parts, int size)
    {
        var (weight, means, squares) = (0.0, new double[size], new double[size]);
        for (; parts.Length > 0; parts = parts[(1 + (2 * size))..])
        {
            if (parts[0] == 0)
            {
                continue;
            }

            var total = weight + parts[0];
            for (var i = 0; i < size; i++)
            {
                var distance = parts[1 + i] - means[i];
                squares[i] += parts[1 + size + i] + (distance * distance * weight * parts[0] / total);
                means[i] += distance * parts[0] / total;
            }

            weight = total;
        }

        return squares.Sum() / weight / size;
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
