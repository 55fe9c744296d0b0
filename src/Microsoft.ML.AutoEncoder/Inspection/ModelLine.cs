using System.Globalization;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A model in one line: <c>784 → 256 → 64 → 256 → 784, 443,472 parameters, explains 92.1 %</c>, of the variance of the
/// validation rows, or of the training rows where there are no others. The same in every culture.</summary>
internal static class ModelLine
{
    /// <param name="shape">The layers.</param>
    /// <param name="fittedEpoch">What was measured with the weights of the model; null: nothing.</param>
    internal static string Of(NetworkShape shape, EpochMetrics? fittedEpoch)
    {
        var first = shape.HasEncoder ? shape.InputSize : shape.CodeSize;
        var sizes = string.Join(" → ", shape.Layers.Select(layer => layer.OutputSize).Prepend(first).Select(Number));
        var explained = (fittedEpoch?.ValidationExplainedVariance ?? fittedEpoch?.ExplainedVariance) is { } part
            ? string.Create(CultureInfo.InvariantCulture, $", explains {100 * part:0.#} %")
            : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{sizes}, {shape.ParameterCount:#,0} parameters{explained}");
    }

    private static string Number(int size) => size.ToString(CultureInfo.InvariantCulture);
}
