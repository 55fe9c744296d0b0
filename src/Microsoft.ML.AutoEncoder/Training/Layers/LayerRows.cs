using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A thread's rows of the matrices of a layer.</summary>
internal sealed class LayerRows : IDisposable
{
    private readonly Tensor? _transposed;

    /// <param name="layer">The layer.</param>
    /// <param name="first">The number of the first row.</param>
    /// <param name="count">How many there are.</param>
    internal LayerRows(BackpropagationLayer layer, int first, int count)
    {
        var isTied = layer.Twin.IsTied;
        Layer = layer;
        Input = layer.Input?.Rows(first, count);
        Sums = layer.Outputs?.Rows(first, count);
        Outputs = layer.Outputs?.Values.narrow(0, first, count);
        Gradients = layer.Gradients.Rows(first, count);
        SingleGradients = layer.Gradients.Values.narrow(0, first, count);
        InputGradients = layer.InputGradients?.Rows(first, count);
        if (Input is not null)
        {
            _transposed = isTied ? Gradients.t() : Input.t();
            Factors = new MatrixFactors(_transposed, isTied ? Input : Gradients);
        }
    }

    internal BackpropagationLayer Layer { get; }

    /// <summary>What products take; null where the rows are sparse.</summary>
    internal Tensor? Input { get; }

    /// <summary>Where a product puts the sums; null where the outputs are not kept.</summary>
    internal Tensor? Sums { get; }

    /// <summary>The outputs in single precision; null where they are not kept.</summary>
    internal Tensor? Outputs { get; }

    /// <summary>What products take for the gradients of the sums.</summary>
    internal Tensor Gradients { get; }

    /// <summary>Those in single precision.</summary>
    internal Tensor SingleGradients { get; }

    /// <summary>The factors of the gradients of the weights; null where the rows are sparse.</summary>
    internal MatrixFactors? Factors { get; }

    /// <summary>Where a product puts the gradients of the input; null: nobody wants them.</summary>
    internal Tensor? InputGradients { get; }

    public void Dispose()
    {
        _transposed?.Dispose();
        Input?.Dispose();
        Sums?.Dispose();
        Outputs?.Dispose();
        Gradients.Dispose();
        SingleGradients.Dispose();
        InputGradients?.Dispose();
    }

    /// <summary>Leads gradients through the weights, where somebody wants them.</summary>
    /// <param name="isSum">Whether they are added to what is there.</param>
    internal void LeadBack(bool isSum = false) =>
        InputGradients?.addmm_(Gradients, Layer.TransposedWeights, beta: isSum ? 1 : 0, alpha: 1);
}
