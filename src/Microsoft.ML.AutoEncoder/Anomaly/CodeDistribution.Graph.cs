namespace Microsoft.ML.AutoEncoder;

internal sealed partial class CodeDistribution
{
    /// <summary>Describes the squared distance, divided by the number of directions, as operations of a graph.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="code">The tensor of the code.</param>
    /// <param name="distance">The tensor that receives the result, one value in a row.</param>
    internal void Describe(IGraphBuilder graph, string code, string distance)
    {
        var centred = graph.Tensor("centred_code", Size);
        var white = graph.Tensor("white_code", Size);
        var squares = graph.Tensor("white_squares", Size);
        graph.Operation("Sub", [code, graph.Constant("mean_code", Array.ConvertAll(mean, value => (float)value), Size)], [centred]);
        graph.Operation("MatMul", [centred, graph.Constant("whitening", TransposedWhitening(), Size, Size)], [white]);
        graph.Operation("Mul", [white, white], [squares]);
        graph.Operation("ReduceMean", [squares], [distance], new OperationAttribute("axes", [1L]));
    }

    /// <summary>One row per value of the code.</summary>
    private float[] TransposedWhitening()
    {
        var matrix = new float[Size * Size];
        var index = 0;
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                matrix[(column * Size) + row] = (float)whitening[index++];
            }
        }

        return matrix;
    }
}
