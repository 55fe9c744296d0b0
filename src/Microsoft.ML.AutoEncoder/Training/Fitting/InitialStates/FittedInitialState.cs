using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A training begins with the parameters of a fitted network. What an optimizer remembers is not part of that, and begins at
/// zero.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="network">The fitted network.</param>
/// <param name="seed">Decides the order of the rows.</param>
internal sealed class FittedInitialState(IHost host, AutoEncoderNetwork network, int seed) : IInitialState
{
    /// <summary>How the input is scaled in this training; null: not at all. The fitted network takes inputs that are not
    /// scaled.</summary>
    internal InputScale? Scale { get; init; }

    /// <summary>Whether the decoder's weights are those of the encoder, transposed.</summary>
    internal bool HasTiedWeights { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The fitted network does not have the layers of the one in training, or not all of its
    /// parameters; or its weights are out of range on the scale of this training.</exception>
    public void Fill(ParameterLayout layout, TrainingState state)
    {
        Check(layout);
        var rest = network.Parameters.AsSpan();
        foreach (var twin in layout.Encoder.Concat(layout.Decoder))
        {
            var folded = rest[..(int)twin.Layer.ParameterCount];
            if (Scale is not null && twin == layout.Encoder[0])
            {
                twin.UnfoldInputScale(Scale, folded);
            }

            if (Scale is not null && twin == layout.Decoder[^1])
            {
                twin.UnfoldOutputScale(Scale, folded);
            }

            twin.Unfold(folded, state.Values);
            rest = rest[folded.Length..];
        }

        var random = new Random(seed);
        layout.InitializeLabelHead(state.Values, random);
        if (!FiniteNumbers.AreAll(state.Values))
        {
            throw host.Except(
                "Training cannot go on from this fitted model: on the scale of the rows to train on its weights are out of the range of " +
                $"the numbers. Set {nameof(TrainingSettings.InputScaling)} to {nameof(InputScaling)}.{nameof(InputScaling.None)}.");
        }

        state.OrderSeed = random.Next();
    }

    private void Check(ParameterLayout layout)
    {
        var architecture = layout.Architecture;
        var missing = architecture.TiedWeights && !HasTiedWeights
            ? "its decoder's weights need not be those of its encoder, which TiedWeights asks for"
            : architecture.BatchNormalization
                ? "batch normalisation is part of its weights, and cannot be taken out of them"
                : architecture.LogVariance
                    ? "it has no layer for the variances of the code, which a variational autoencoder trains"
                    : null;
        if (missing is not null)
        {
            throw host.Except($"Training cannot go on from this fitted model: {missing}. " +
                $"Train from the start, with {nameof(TrainingSettings.KeepTrainingState)} where training shall go on.");
        }

        var (there, here) = (network.Shape.Layers, layout.Shape.Layers);
        if (!there.SequenceEqual(here))
        {
            throw host.Except(
                $"Training cannot go on from this fitted model: it has the layers {Describe(there)}, and the options ask for " +
                $"{Describe(here)}. Set the options that it was trained with.");
        }
    }

    private static string Describe(IEnumerable<Layer> layers) =>
        string.Join(", ", layers.Select(layer => FormattableString.Invariant($"{layer.InputSize}-{layer.OutputSize} {layer.Activation}")));
}
