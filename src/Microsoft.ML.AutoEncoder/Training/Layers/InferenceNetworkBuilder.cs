namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Makes the fitted network of a network in training.</summary>
internal static class InferenceNetworkBuilder
{
    /// <param name="layout">The network in training.</param>
    /// <param name="values">Its parameters and statistics.</param>
    internal static AutoEncoderNetwork Build(ParameterLayout layout, Span<float> values)
    {
        var parameters = new float[layout.Shape.ParameterCount];
        var rest = parameters.AsSpan();
        foreach (var twin in layout.Encoder.Concat(layout.Decoder))
        {
            var count = (int)twin.Layer.ParameterCount;
            twin.Fold(values, rest[..count]);
            rest = rest[count..];
        }

        return new AutoEncoderNetwork(layout.Shape, parameters);
    }
}
