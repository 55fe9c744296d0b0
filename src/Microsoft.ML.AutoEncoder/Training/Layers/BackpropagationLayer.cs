using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A dense layer in <see cref="Backpropagation"/>: where its parameters are, and the matrices that its passes read and write, with
/// a row for each row of a batch.</summary>
/// <remarks>The tensors belong to the dispose scope in which the object is created.</remarks>
internal sealed class BackpropagationLayer
{
    private readonly FlatTensor _parameters;
    private readonly TrainingParameter _weight;
    private readonly TrainingParameter _bias;

    /// <param name="twin">What the layer is in training.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="activation">Applied to the sums.</param>
    /// <param name="input">What the layer gets; null: rows without their zeros.</param>
    /// <param name="inputGradients">Receives the gradients of that; null: nobody wants them.</param>
    /// <param name="rowCount">How many rows there are at most.</param>
    /// <param name="hasOutputs">Whether the outputs are kept.</param>
    /// <param name="hasGradients">Whether the gradients of the sums are kept.</param>
    internal BackpropagationLayer(
        DenseTwin twin,
        FlatTensor parameters,
        Activation activation,
        ProductMatrix? input,
        ProductMatrix? inputGradients,
        int rowCount,
        bool hasOutputs = true,
        bool hasGradients = true)
    {
        (_parameters, _weight, _bias) = (parameters, twin.FactoredWeight, twin.Bias);
        (Twin, Activation, Input, InputGradients) = (twin, activation, input, inputGradients);
        var size = twin.Layer.OutputSize;
        var isRounded = parameters.Rounded is not null;
        var matrix = (isRounded ? parameters.RoundedView(_weight.Slot)! : parameters.View(_weight.Slot, isVector: false)).detach();
        Weights = twin.IsTied ? matrix.t() : matrix;
        TransposedWeights = twin.IsTied ? matrix : matrix.t();
        Gradients = new ProductMatrix(hasGradients ? rowCount : 0, size, isRounded);
        if (hasOutputs)
        {
            Outputs = new ProductMatrix(rowCount, size, isRounded);
            Slopes = activation is Identity && twin.Role.Dropout == 0 ? null : new float[(long)rowCount * size];
        }
    }

    internal DenseTwin Twin { get; }

    internal Activation Activation { get; }

    internal ProductMatrix? Input { get; }

    internal ProductMatrix? InputGradients { get; }

    internal int Size => Twin.Layer.OutputSize;

    /// <summary>What products take for the weights. Shape [input size, output size].</summary>
    internal Tensor Weights { get; }

    /// <summary>The same transposed.</summary>
    internal Tensor TransposedWeights { get; }

    /// <summary>The outputs; null where nobody keeps them.</summary>
    internal ProductMatrix? Outputs { get; }

    /// <summary>The derivatives of the outputs with respect to the sums; null where they are 1, or the outputs are not kept.</summary>
    internal float[]? Slopes { get; }

    /// <summary>The gradients of the loss with respect to the sums.</summary>
    internal ProductMatrix Gradients { get; }

    /// <summary>The biases.</summary>
    internal ReadOnlySpan<float> Bias => _bias.Of(_parameters.Values);

    /// <summary>Where a network's gradients of the biases are.</summary>
    internal Span<float> BiasGradients(TrainableNetwork network) => _bias.Of(network.Gradients.Values);

    /// <summary>The weights in single precision, row after row, for products with single values. Not tied.</summary>
    internal ReadOnlySpan<float> SingleWeights => _weight.Of(_parameters.Values);

    /// <summary>The factors of the gradients of the weights, over some rows from the first one on. They belong to no dispose
    /// scope.</summary>
    internal MatrixFactors Factors(int rowCount)
    {
        var (left, right) = Twin.IsTied ? (Gradients, Input!) : (Input!, Gradients);
        using var rows = left.Rows(0, rowCount);
        return new(rows.t().DetachFromDisposeScope(), right.Rows(0, rowCount).DetachFromDisposeScope());
    }
}
