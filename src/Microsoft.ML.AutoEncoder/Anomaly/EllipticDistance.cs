using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Distances that count each direction in units of the standard deviation that ordinary rows have there.</summary>
/// <remarks>Immutable: any number of threads may use it at once. It takes size × (size + 3) / 2 numbers.</remarks>
/// <param name="mean">The centre.</param>
/// <param name="whitening">The inverse of the Cholesky factor of the covariance, a <see cref="LowerTriangle"/>.</param>
internal sealed partial class EllipticDistance(double[] mean, double[] whitening)
{
    internal int Size => mean.Length;

    internal ReadOnlySpan<double> Mean => mean;

    internal ReadOnlySpan<double> Whitening => whitening;

    /// <summary>The logarithm of the determinant of the covariance: how much room the ordinary rows take.</summary>
    internal double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < mean.Length; i++)
            {
                sum -= 2 * Math.Log(LowerTriangle.Row(whitening, i)[i]);
            }

            return sum;
        }
    }

    /// <param name="mean">The centre.</param>
    /// <param name="covariance">The covariance, positive definite; it is overwritten and kept.</param>
    internal static EllipticDistance Create(double[] mean, double[] covariance)
    {
        LowerTriangle.FactorizeInPlace(covariance, mean.Length);
        LowerTriangle.InvertInPlace(covariance, mean.Length);
        return new EllipticDistance(mean, covariance);
    }

    /// <summary>Moves a row to where ordinary rows have the mean 0 and the identity as covariance.</summary>
    /// <param name="row">The row.</param>
    /// <param name="whitened">Receives the row there; as long as the row.</param>
    internal void Whiten(ReadOnlySpan<float> row, Span<double> whitened)
    {
        for (var i = 0; i < mean.Length; i++)
        {
            whitened[i] = row[i] - mean[i];
        }

        // From the end: component i needs the differences up to i only.
        for (var i = mean.Length - 1; i >= 0; i--)
        {
            whitened[i] = TensorPrimitives.Dot(LowerTriangle.Row(whitening, i), whitened[..(i + 1)]);
        }
    }

    /// <summary>The squared Mahalanobis distance from the centre.</summary>
    /// <param name="row">The row.</param>
    /// <param name="scratch">Room for as many values as the row has; overwritten.</param>
    internal double SquaredFromMean(ReadOnlySpan<float> row, Span<double> scratch)
    {
        Whiten(row, scratch);
        return TensorPrimitives.SumOfSquares<double>(scratch[..mean.Length]);
    }
}
