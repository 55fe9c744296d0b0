using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Turns the code of a fitted network into its principal axes: its values are uncorrelated, the one with the greatest variance
/// first. The decoder turns it back, so reconstructions stay as they are.</summary>
internal static class CodeRotation
{
    /// <summary>Whether the code can be turned: nothing bends it, and the decoder takes sums of it.</summary>
    internal static bool Fits(NetworkShape shape) =>
        shape.Encoder[^1] is DenseLayer { Activation: Identity } && shape.Decoder[0] is DenseLayer && shape.ActiveCodeUnits is null;

    /// <param name="network">The network, with a code that can be turned.</param>
    /// <param name="sample">Rows from all over the training data, in the units of the input.</param>
    internal static AutoEncoderNetwork Apply(AutoEncoderNetwork network, RowStore sample)
    {
        var shape = network.Shape;
        var axes = PrincipalAxes(network, sample);
        if (axes is null)
        {
            return network;
        }

        var parameters = network.Parameters;
        var (code, first) = ((DenseLayer)shape.Encoder[^1], (DenseLayer)shape.Decoder[0]);
        var end = (int)shape.Encoder.Sum(layer => layer.ParameterCount);
        var start = end - (int)code.ParameterCount;
        var turned = new double[shape.CodeSize];
        // Each row of weights, and the biases behind them, is a code.
        for (var row = start; row < end; row += shape.CodeSize)
        {
            Turn(parameters.AsSpan(row, shape.CodeSize), stride: 1, axes, turned);
        }

        for (var output = 0; output < first.OutputSize; output++)
        {
            Turn(parameters.AsSpan(end + output, (int)first.WeightCount - output), first.OutputSize, axes, turned);
        }

        return new AutoEncoderNetwork(shape, parameters);
    }

    /// <summary>Multiplies a vector by the axes.</summary>
    /// <param name="values">Has the vector, and receives what becomes of it.</param>
    /// <param name="stride">From one of its values to the next.</param>
    /// <param name="axes">One column per axis.</param>
    /// <param name="turned">Room for as many values as a code has.</param>
    private static void Turn(Span<float> values, int stride, double[] axes, Span<double> turned)
    {
        var size = turned.Length;
        turned.Clear();
        for (var i = 0; i < size; i++)
        {
            for (var axis = 0; axis < size; axis++)
            {
                turned[axis] += values[i * stride] * axes[(i * size) + axis];
            }
        }

        for (var axis = 0; axis < size; axis++)
        {
            values[axis * stride] = (float)turned[axis];
        }
    }

    /// <summary>The eigenvectors of the covariance of the codes.</summary>
    /// <returns>One column per axis, [unit × axis], the one with the greatest variance first; the largest part of each is positive. Null
    /// where codes are too large to have a covariance.</returns>
    private static double[]? PrincipalAxes(AutoEncoderNetwork network, RowStore sample)
    {
        using var scope = NewDisposeScope();
        var size = network.Shape.CodeSize;
        var (codes, weights) = (new float[(long)sample.RowCount * size], new float[sample.RowCount]);
        var scratch = new float[sample.RowSize];
        for (var row = 0; row < sample.RowCount; row++)
        {
            weights[row] = sample.Weight(row);
            if (weights[row] > 0)
            {
                network.Encoder.Forward(sample.Row(row, scratch), codes.AsSpan(row * size, size));
            }
        }

        var all = tensor(codes).reshape(sample.RowCount, size).to(ScalarType.Float64);
        var parts = tensor(weights).reshape(sample.RowCount, 1).to(ScalarType.Float64);
        var centred = all - ((all * parts).sum(0, keepdim: true) / parts.sum());
        var covariance = centred.t().mm(centred * parts);
        if (!covariance.isfinite().all().item<bool>())
        {
            return null;
        }

        var (_, vectors) = linalg.eigh(covariance);
        // They ascend.
        double[] axes = [.. vectors.flip(1).contiguous().data<double>()];
        for (var axis = 0; axis < size; axis++)
        {
            var column = Enumerable.Range(0, size).Select(unit => (unit * size) + axis).ToArray();
            if (axes[column.MaxBy(place => Math.Abs(axes[place]))] < 0)
            {
                Array.ForEach(column, place => axes[place] = -axes[place]);
            }
        }

        return axes;
    }
}
