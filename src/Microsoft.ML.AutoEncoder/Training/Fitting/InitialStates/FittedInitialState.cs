using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A training begins with the parameters of a fitted network. What an optimizer remembers is not part of that, and begins at
/// zero.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="network">The fitted network.</param>
/// <param name="seed">Decides the order of the rows.</param>
internal sealed class FittedInitialState(IHost host, AutoEncoderNetwork network, int seed) : IInitialState
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The fitted network does not have the layers of the one in training, or not all of its
    /// parameters.</exception>
    public void Fill(ParameterLayout layout, TrainingState state)
    {
        Check(layout);
        ReadOnlySpan<float> rest = network.Parameters;
        foreach (var parameter in layout.Encoder.Concat(layout.Decoder).SelectMany(twin => twin.Parameters))
        {
            rest = Take(parameter.Slot, rest, state.Values);
        }

        state.OrderSeed = new Random(seed).Next();
    }

    private static ReadOnlySpan<float> Take(ParameterSlot slot, ReadOnlySpan<float> source, Span<float> values)
    {
        source[..slot.Count].CopyTo(slot.Of(values));
        return source[slot.Count..];
    }

    private void Check(ParameterLayout layout)
    {
        var architecture = layout.Architecture;
        var missing = architecture.TiedWeights
            ? "its decoder's weights need not be those of its encoder, which TiedWeights asks for"
            : architecture.BatchNormalization
                ? "batch normalisation is part of its weights, and cannot be taken out of them"
                : architecture.LogVariance
                    ? "it has no layer for the variances of the code, which a variational autoencoder trains"
                    : null;
        if (missing is not null)
        {
            throw host.Except($"Training cannot go on from this fitted model: {missing}. " +
                "Train from the start, or go on from a checkpoint.");
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
