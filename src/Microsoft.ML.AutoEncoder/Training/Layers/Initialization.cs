namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The parameters that training starts with.</summary>
internal static class Initialization
{
    /// <summary>Draws weights and bias of each layer uniformly from ±1/√(input size), as PyTorch's linear layer does. Batch normalisation begins
    /// with the factor 1, the bias 0, the mean 0 and the variance 1.</summary>
    internal static void DrawUniform(ParameterLayout layout, Span<float> parameters, Random random)
    {
        foreach (var layer in layout.Layers)
        {
            var bound = 1 / Math.Sqrt(layer.Shape.InputSize);
            if (!layer.TiedWeights)
            {
                Draw(layer.Weights.Of(parameters), bound, random);
            }

            if (layer.Normalization is { } normalization)
            {
                normalization.Scale.Of(parameters).Fill(1f);
                normalization.RunningVariance.Of(parameters).Fill(1f);
            }
            else
            {
                Draw(layer.Bias.Of(parameters), bound, random);
            }
        }
    }

    private static void Draw(Span<float> parameters, double bound, Random random)
    {
        foreach (ref var parameter in parameters)
        {
            parameter = (float)(((2 * random.NextDouble()) - 1) * bound);
        }
    }
}
