namespace Microsoft.ML.AutoEncoder;

/// <summary>What there is to know about a dense layer besides its weights.</summary>
internal sealed record LayerShape(int InputSize, int OutputSize, Activation Activation)
{
    internal long WeightCount => (long)InputSize * OutputSize;

    internal long ParameterCount => WeightCount + OutputSize;
}
