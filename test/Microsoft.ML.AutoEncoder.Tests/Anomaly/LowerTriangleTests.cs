using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

public sealed class LowerTriangleTests
{
    private const int Size = 3;
    private static readonly double[] Matrix = [4, 2, 5, -1, 3, 6];

    [Fact]
    public void A_factor_times_its_transpose_is_the_matrix()
    {
        var factor = (double[])Matrix.Clone();
        LowerTriangle.FactorizeInPlace(factor, Size);

        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = Enumerable.Range(0, j + 1).Sum(k => At(factor, i, k) * At(factor, j, k));
                Assert.Equal(At(Matrix, i, j), product, 1e-12);
            }
        }
    }

    [Fact]
    public void The_inverse_times_the_factor_is_the_identity()
    {
        double[] factor = [2, -1, 3, 0.5, 4, 0.25];
        var inverse = (double[])factor.Clone();
        LowerTriangle.InvertInPlace(inverse, Size);

        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = Enumerable.Range(j, i - j + 1).Sum(k => At(inverse, i, k) * At(factor, k, j));
                Assert.Equal(i == j ? 1 : 0, product, 1e-12);
            }
        }
    }

    [Fact]
    public void The_trace_is_the_sum_of_the_diagonal_and_grows_with_it()
    {
        var matrix = (double[])Matrix.Clone();
        Assert.Equal(15, LowerTriangle.Trace(matrix, Size));

        LowerTriangle.AddToDiagonal(matrix, Size, 2);

        Assert.Equal([6, 2, 7, -1, 3, 8], matrix);
    }

    private static double At(double[] triangle, int row, int column) => LowerTriangle.Row(triangle.AsSpan(), row)[column];
}
