using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The mean of weighted rows, and their covariance drawn towards a multiple of the identity by as much as its sampling error
/// asks for (Ledoit and Wolf, "A Well-Conditioned Estimator for Large-Dimensional Covariance Matrices", Journal of Multivariate
/// Analysis 88, 2004).</summary>
internal static class LedoitWolf
{
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="size">The number of values of a row.</param>
    /// <param name="weights">A weight for each row, at least 0; not all are 0.</param>
    /// <returns>The mean, and the lower triangle of the covariance (see <see cref="LowerTriangle"/>).</returns>
    internal static (double[] Mean, double[] Covariance) Estimate(ReadOnlySpan<float> rows, int size, ReadOnlySpan<double> weights)
    {
        var (weightSum, squareSum) = (TensorPrimitives.Sum(weights), TensorPrimitives.SumOfSquares(weights));
        var mean = Mean(rows, size, weights, weightSum);
        var covariance = new double[LowerTriangle.Length(size)];
        var difference = new double[size];
        var fourthMoment = 0.0;
        for (var n = 0; n < weights.Length; n++)
        {
            if (weights[n] == 0)
            {
                continue;
            }

            var weight = weights[n] / weightSum;
            Difference(rows.Slice(n * size, size), mean, difference);
            var square = TensorPrimitives.SumOfSquares<double>(difference);
            fourthMoment += weight * square * square;
            for (var i = 0; i < size; i++)
            {
                var row = LowerTriangle.Row(covariance.AsSpan(), i);
                TensorPrimitives.MultiplyAdd(difference.AsSpan(0, i + 1), weight * difference[i], row, row);
            }
        }

        // As many rows of equal weight as would have the same sampling error.
        var effectiveCount = weightSum * weightSum / squareSum;
        Shrink(covariance, size, fourthMoment, effectiveCount);
        return (mean, covariance);
    }

    private static void Shrink(Span<double> covariance, int size, double fourthMoment, double effectiveCount)
    {
        var meanVariance = LowerTriangle.Trace(covariance, size) / size;
        var squaredNorm = SquaredNorm(covariance, size);
        var distance = squaredNorm - (size * meanVariance * meanVariance);
        var samplingError = Math.Clamp((fourthMoment - squaredNorm) / effectiveCount, 0, Math.Max(0, distance));
        var shrinkage = distance > 0 ? samplingError / distance : 0;
        TensorPrimitives.Multiply(covariance, 1 - shrinkage, covariance);
        LowerTriangle.AddToDiagonal(covariance, size, shrinkage * meanVariance);
    }

    private static double[] Mean(ReadOnlySpan<float> rows, int size, ReadOnlySpan<double> weights, double weightSum)
    {
        var mean = new double[size];
        for (var n = 0; n < weights.Length; n++)
        {
            for (var i = 0; weights[n] != 0 && i < size; i++)
            {
                mean[i] += weights[n] / weightSum * rows[(n * size) + i];
            }
        }

        return mean;
    }

    private static void Difference(ReadOnlySpan<float> row, ReadOnlySpan<double> mean, Span<double> difference)
    {
        for (var i = 0; i < row.Length; i++)
        {
            difference[i] = row[i] - mean[i];
        }
    }

    private static double SquaredNorm(ReadOnlySpan<double> symmetric, int size)
    {
        var sum = 0.0;
        for (var i = 0; i < size; i++)
        {
            var row = LowerTriangle.Row(symmetric, i);
            sum += (2 * TensorPrimitives.SumOfSquares(row[..i])) + (row[i] * row[i]);
        }

        return sum;
    }
}
