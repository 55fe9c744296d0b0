namespace Microsoft.ML.AutoEncoder;

/// <summary>Where the codes of the training rows lie: a normal distribution with their mean and their covariance.</summary>
/// <remarks>Immutable: any number of threads may use it at once.</remarks>
/// <param name="mean">The mean code.</param>
/// <param name="whitening">The inverse of the lower Cholesky factor of the covariance, row by row, lower triangle only: row i has
/// i + 1 values.</param>
internal sealed partial class CodeDistribution(double[] mean, double[] whitening)
{
    // A direction in which the codes hardly differ must not make a distance arbitrarily large.
    private const double LeastVarianceToMean = 1e-3;

    internal int Size => mean.Length;

    internal ReadOnlySpan<double> Mean => mean;

    internal ReadOnlySpan<double> Whitening => whitening;

    internal static long WhiteningLength(int size) => (long)size * (size + 1) / 2;

    /// <param name="mean">The mean code.</param>
    /// <param name="covariance">The covariance, lower triangle; it is overwritten.</param>
    /// <returns>The distribution; null if all codes are the same, as no distance can be measured then.</returns>
    internal static CodeDistribution? Create(double[] mean, double[,] covariance)
    {
        var size = mean.Length;
        var meanVariance = Enumerable.Range(0, size).Average(i => covariance[i, i]);
        if (!(meanVariance > 0))
        {
            return null;
        }

        for (var i = 0; i < size; i++)
        {
            covariance[i, i] += LeastVarianceToMean * meanVariance;
        }

        FactorizeInPlace(covariance);
        return new CodeDistribution(mean, InvertLowerTriangle(covariance));
    }

    /// <summary>The squared Mahalanobis distance of a code from the mean, which is Hotelling's T²: it counts each direction in units
    /// of the standard deviation that the codes of the training rows have there.</summary>
    internal double SquaredDistance(ReadOnlySpan<float> code)
    {
        var (sum, index) = (0.0, 0);
        for (var i = 0; i < mean.Length; i++)
        {
            var component = 0.0;
            for (var j = 0; j <= i; j++)
            {
                component += whitening[index++] * (code[j] - mean[j]);
            }

            sum += component * component;
        }

        return sum;
    }

    /// <summary>Cholesky–Banachiewicz: replaces the lower triangle of a positive definite matrix by its factor.</summary>
    private static void FactorizeInPlace(double[,] matrix)
    {
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                matrix[i, j] = i == j ? Math.Sqrt(sum) : sum / matrix[j, j];
            }
        }
    }

    private static double[] InvertLowerTriangle(double[,] factor)
    {
        var size = factor.GetLength(0);
        var inverse = new double[WhiteningLength(size)];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = i == j ? 1.0 : 0.0;
                for (var k = j; k < i; k++)
                {
                    sum -= factor[i, k] * inverse[Index(k, j)];
                }

                inverse[Index(i, j)] = sum / factor[i, i];
            }
        }

        return inverse;

        static int Index(int row, int column) => (row * (row + 1) / 2) + column;
    }
}
