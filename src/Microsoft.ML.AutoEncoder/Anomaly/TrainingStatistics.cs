namespace Microsoft.ML.AutoEncoder;

/// <summary>Sums over the training rows: the errors of their reconstructions, the spread of their values,
/// and where their codes lie.</summary>
/// <param name="inputSize">The number of values of a row.</param>
/// <param name="codeSize">The number of values of a code; null if nobody asks where the codes lie.</param>
internal sealed class TrainingStatistics(int inputSize, int? codeSize)
{
    // Below this part of the variance of the data an error is noise: a network that reconstructs perfectly must not make it look large.
    private const double LeastErrorToVariance = 1e-4;

    private readonly WeightedMoments _values = new(inputSize, withCovariance: false);
    private readonly WeightedMoments? _codes = codeSize is { } size ? new WeightedMoments(size, withCovariance: true) : null;
    private double _errorSum;
    private double _weightSum;

    internal void Add(ReadOnlySpan<float> input, ReadOnlySpan<float> code, ReadOnlySpan<float> difference, float weight)
    {
        var error = 0.0;
        foreach (var value in difference)
        {
            error += (double)value * value;
        }

        _errorSum += weight * error / difference.Length;
        _weightSum += weight;
        _values.Add(input, weight);
        _codes?.Add(code, weight);
    }

    /// <summary>The mean squared error that counts as 1.</summary>
    internal double ErrorUnit() => Math.Max(_errorSum / _weightSum, LeastErrorToVariance * _values.Variances().Average());

    /// <summary>Whether the codes are numbers that can be reckoned with.</summary>
    internal bool HasFiniteCodes() => _codes is null
        || (Array.TrueForAll(_codes.Means(), double.IsFinite) && Array.TrueForAll(_codes.Variances(), double.IsFinite));

    /// <returns>Where the codes lie; null if all are the same.</returns>
    internal CodeDistribution? CodeDistribution() => Microsoft.ML.AutoEncoder.CodeDistribution.Create(_codes!.Means(), _codes.Covariance());
}
