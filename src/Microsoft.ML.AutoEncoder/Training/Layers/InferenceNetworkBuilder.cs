using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Makes the fitted network, which has dense layers and nothing else, of a network in training.</summary>
internal static class InferenceNetworkBuilder
{
    /// <param name="layout">The network in training.</param>
    /// <param name="values">Its parameters and statistics.</param>
    internal static AutoEncoderNetwork Build(ParameterLayout layout, Span<float> values)
    {
        var parameters = new float[layout.Shape.ParameterCount];
        var rest = parameters.AsSpan();
        foreach (var layer in layout.Encoder.Concat(layout.Decoder))
        {
            var weights = rest[..(int)layer.Shape.WeightCount];
            var bias = rest.Slice(weights.Length, layer.Shape.OutputSize);
            CopyWeights(layer, values, weights);
            layer.Bias.Of(values).CopyTo(bias);
            if (layer.Normalization is { } normalization)
            {
                Fold(normalization, values, weights, bias);
            }

            rest = rest[(int)layer.Shape.ParameterCount..];
        }

        return new AutoEncoderNetwork(layout.Shape, parameters);
    }

    private static void CopyWeights(LayerLayout layer, Span<float> values, Span<float> weights)
    {
        var source = layer.Weights.Of(values);
        if (!layer.TiedWeights)
        {
            source.CopyTo(weights);
            return;
        }

        var (inputs, outputs) = (layer.Shape.InputSize, layer.Shape.OutputSize);
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                weights[(input * outputs) + output] = source[(output * inputs) + input];
            }
        }
    }

    /// <summary>γ·(x·W − mean)/√(variance + ε) + β is a dense layer: its weights are W times a factor for each output, and its bias is β minus the mean times
    /// the factor.</summary>
    private static void Fold(NormalizationLayout normalization, Span<float> values, Span<float> weights, Span<float> bias)
    {
        var factors = new float[bias.Length];
        var shifts = new float[bias.Length];
        TensorPrimitives.Add(normalization.RunningVariance.Of(values), NormalizationLayout.Epsilon, factors);
        TensorPrimitives.Sqrt(factors, factors);
        TensorPrimitives.Divide(normalization.Scale.Of(values), factors, factors);
        TensorPrimitives.Multiply(normalization.RunningMean.Of(values), factors, shifts);
        TensorPrimitives.Subtract(bias, shifts, bias);
        for (var row = 0; row < weights.Length; row += factors.Length)
        {
            TensorPrimitives.Multiply(weights.Slice(row, factors.Length), factors, weights.Slice(row, factors.Length));
        }
    }
}
