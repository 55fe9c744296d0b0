using System.Collections.Immutable;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a layer's batch normalisation learns and measures.</summary>
/// <param name="layerName">What the names begin with.</param>
/// <param name="unitCount">The number of the layer's units.</param>
internal sealed class NormalizationParameters(string layerName, int unitCount)
{
    /// <summary>What is added to a variance before its root divides.</summary>
    internal const float Epsilon = 1e-5f;

    /// <summary>The learnt factors γ.</summary>
    internal TrainingParameter Scale { get; } = Vector($"{layerName}.scale", unitCount, InitialValues.One, isStatistic: false);

    /// <summary>The running means of the sums.</summary>
    internal TrainingParameter RunningMean { get; } = Vector($"{layerName}.running_mean", unitCount, InitialValues.Zero, isStatistic: true);

    /// <summary>The running variances of the sums.</summary>
    internal TrainingParameter RunningVariance { get; } =
        Vector($"{layerName}.running_variance", unitCount, InitialValues.One, isStatistic: true);

    internal ImmutableArray<TrainingParameter> All => [Scale, RunningMean, RunningVariance];

    internal BatchNormalization CreateTrainable(Func<TrainingParameter, Tensor> leaf) =>
        new(leaf(Scale), leaf(RunningMean), leaf(RunningVariance));

    /// <summary>γ·(x·W − mean)/√(variance + ε) + β is a product with other weights, and another bias: the weights are W times a
    /// factor for each unit, and the bias is β minus the mean times the factor.</summary>
    /// <param name="values">All parameters and statistics in training.</param>
    /// <param name="weights">W, with a column for each unit; is changed.</param>
    /// <param name="bias">β; is changed.</param>
    internal void Fold(Span<float> values, Span<float> weights, Span<float> bias)
    {
        var factors = FoldBias(values, bias);
        for (var row = 0; row < weights.Length; row += factors.Length)
        {
            TensorPrimitives.Multiply(weights.Slice(row, factors.Length), factors, weights.Slice(row, factors.Length));
        }
    }

    /// <summary>The same for the bias alone.</summary>
    /// <param name="values">All parameters and statistics in training.</param>
    /// <param name="bias">β; is changed.</param>
    /// <returns>What the weights of each unit are to be multiplied by.</returns>
    internal float[] FoldBias(Span<float> values, Span<float> bias)
    {
        var factors = new float[bias.Length];
        var shifts = new float[bias.Length];
        TensorPrimitives.Add(RunningVariance.Of(values), Epsilon, factors);
        TensorPrimitives.Sqrt(factors, factors);
        TensorPrimitives.Divide(Scale.Of(values), factors, factors);
        TensorPrimitives.Multiply(RunningMean.Of(values), factors, shifts);
        TensorPrimitives.Subtract(bias, shifts, bias);
        return factors;
    }

    private static TrainingParameter Vector(string name, int count, InitialValues initial, bool isStatistic) =>
        new(name, 1, count, isVector: true, initial, isStatistic);
}
