using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Arithmetic with the lower triangle of a square matrix, stored row by row: row i has i + 1 values.</summary>
internal static class LowerTriangle
{
    internal static int Length(int size) => checked((int)((long)size * (size + 1) / 2));

    internal static Span<double> Row(Span<double> triangle, int row) => triangle.Slice(row * (row + 1) / 2, row + 1);

    internal static ReadOnlySpan<double> Row(ReadOnlySpan<double> triangle, int row) => triangle.Slice(row * (row + 1) / 2, row + 1);

    /// <summary>The sum of the diagonal.</summary>
    internal static double Trace(ReadOnlySpan<double> triangle, int size)
    {
        var sum = 0.0;
        for (var i = 0; i < size; i++)
        {
            sum += Row(triangle, i)[i];
        }

        return sum;
    }

    internal static void AddToDiagonal(Span<double> triangle, int size, double value)
    {
        for (var i = 0; i < size; i++)
        {
            Row(triangle, i)[i] += value;
        }
    }

    /// <summary>Cholesky–Banachiewicz: replaces a positive definite matrix by its factor.</summary>
    internal static void FactorizeInPlace(Span<double> matrix, int size)
    {
        for (var i = 0; i < size; i++)
        {
            var row = Row(matrix, i);
            for (var j = 0; j < i; j++)
            {
                var other = Row(matrix, j);
                row[j] = (row[j] - TensorPrimitives.Dot(row[..j], other[..j])) / other[j];
            }

            row[i] = Math.Sqrt(row[i] - TensorPrimitives.SumOfSquares(row[..i]));
        }
    }

    /// <summary>Replaces a factor by its inverse.</summary>
    internal static void InvertInPlace(Span<double> factor, int size)
    {
        var old = new double[size];
        for (var i = 0; i < size; i++)
        {
            // Row i of the inverse is -1 / f(i, i) times the sum of f(i, k) times row k of the inverse, which is there already.
            var row = Row(factor, i);
            row.CopyTo(old);
            row.Clear();
            for (var k = 0; k < i; k++)
            {
                TensorPrimitives.MultiplyAdd(Row(factor, k), old[k], row[..(k + 1)], row[..(k + 1)]);
            }

            TensorPrimitives.Multiply(row[..i], -1 / old[i], row[..i]);
            row[i] = 1 / old[i];
        }
    }
}
