namespace Microsoft.ML.AutoEncoder;

/// <summary>Computes a layer without parameters.</summary>
/// <param name="layer">The layer.</param>
/// <param name="compute">Computes the output of a row with all its zeros.</param>
internal sealed class PlainKernel(Layer layer, PlainKernel.Computation compute) : LayerKernel
{
    internal delegate void Computation(ReadOnlySpan<float> input, Span<float> output);

    internal override Layer Layer => layer;

    internal override int OutputCapacity => layer.OutputSize;

    internal override void Forward(in InputRow input, Span<float> output) => input.WithZeros(layer.InputSize, output, compute);

    internal override void CopyParametersTo(Span<float> parameters)
    {
    }
}
