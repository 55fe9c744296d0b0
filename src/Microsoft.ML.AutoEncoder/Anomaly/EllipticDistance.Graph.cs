namespace Microsoft.ML.AutoEncoder;

internal sealed partial class EllipticDistance
{
    /// <summary>Describes <see cref="Whiten"/> as operations of a graph.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="point">The tensor of the rows.</param>
    /// <returns>The tensor of the result.</returns>
    internal string DescribeWhitened(IGraphBuilder graph, string point)
    {
        var row = new GraphRow(graph, Size);
        var centred = row.Binary("Sub", point, row.Constant("centre", mean), "centred");
        return row.Binary("MatMul", centred, graph.Constant("whitening", Transposed(), Size, Size), "white");
    }

    /// <summary>One row per value of the point.</summary>
    private float[] Transposed()
    {
        var matrix = new float[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            var row = LowerTriangle.Row((ReadOnlySpan<double>)whitening, i);
            for (var j = 0; j <= i; j++)
            {
                matrix[(j * Size) + i] = (float)row[j];
            }
        }

        return matrix;
    }
}
