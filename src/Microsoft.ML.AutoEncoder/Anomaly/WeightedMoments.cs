namespace Microsoft.ML.AutoEncoder;

/// <summary>Means and variances of weighted vectors, and where asked for their covariance.</summary>
/// <param name="size">The number of values of a vector.</param>
/// <param name="withCovariance">Whether the covariance is asked for; it takes size² numbers.</param>
internal sealed class WeightedMoments(int size, bool withCovariance)
{
    // Sums are of the differences from the first vector: those of the values themselves would cancel where the mean is large.
    private readonly double[] _origin = new double[size];
    private readonly double[] _difference = new double[size];
    private readonly double[] _sums = new double[size];
    private readonly double[] _squares = new double[size];
    private readonly double[,]? _products = withCovariance ? new double[size, size] : null;
    private double _weight;

    internal void Add(ReadOnlySpan<float> vector, double weight)
    {
        for (var i = 0; i < size; i++)
        {
            _origin[i] = _weight == 0 ? vector[i] : _origin[i];
            _difference[i] = vector[i] - _origin[i];
            _sums[i] += weight * _difference[i];
            _squares[i] += weight * _difference[i] * _difference[i];
            for (var j = 0; j <= i && _products is not null; j++)
            {
                _products[i, j] += weight * _difference[i] * _difference[j];
            }
        }

        _weight += weight;
    }

    internal double[] Means() => [.. _sums.Zip(_origin, (sum, origin) => origin + (sum / _weight))];

    internal double[] Variances() =>
        [.. _squares.Zip(_sums, (square, sum) => Math.Max(0, (square / _weight) - (sum / _weight * (sum / _weight))))];

    /// <summary>The covariance, lower triangle.</summary>
    internal double[,] Covariance()
    {
        var covariance = (double[,])_products!.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                covariance[i, j] = (covariance[i, j] / _weight) - (_sums[i] / _weight * (_sums[j] / _weight));
            }
        }

        return covariance;
    }
}
