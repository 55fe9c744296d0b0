namespace Microsoft.ML.AutoEncoder;

/// <summary>Computes a layer, with the values of its parameters in the layout that suits it.</summary>
/// <remarks>Immutable: any number of threads may use it at once.</remarks>
internal abstract class LayerKernel
{
    /// <summary>What the kernel computes.</summary>
    internal abstract Layer Layer { get; }

    /// <summary>How many values <see cref="Forward"/> writes: the outputs, and what fills up the last register.</summary>
    internal abstract int OutputCapacity { get; }

    /// <summary>Computes the output of a row. A sparse row gives bit for bit what the same row made dense gives.</summary>
    /// <param name="input">The row.</param>
    /// <param name="output">Receives <see cref="OutputCapacity"/> values.</param>
    internal abstract void Forward(in InputRow input, Span<float> output);

    /// <summary>Computes the outputs of many rows, each bit for bit as <see cref="Forward"/> does.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="stride">How many values there are from the beginning of a row to that of the next.</param>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="output">Receives <see cref="OutputCapacity"/> values for each row.</param>
    internal virtual void ForwardRows(ReadOnlySpan<float> input, int stride, int rowCount, Span<float> output)
    {
        for (var row = 0; row < rowCount; row++)
        {
            Forward(input.Slice(row * stride, Layer.InputSize), output.Slice(row * OutputCapacity, OutputCapacity));
        }
    }

    /// <summary>Copies the values of all parameters, in the order of <see cref="Layer.Parameters"/>.</summary>
    internal abstract void CopyParametersTo(Span<float> parameters);
}
