using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Where each parameter of a network in training stands: first all that the optimizer changes, then running statistics.</summary>
internal sealed class ParameterLayout
{
    // A multiple of every vector width, so that whoever works on vectors has no rest to care for.
    private const long Alignment = 64;

    private long _end;

    /// <param name="shape">The layers that are left when the network is frozen.</param>
    /// <param name="architecture">What there is besides.</param>
    internal ParameterLayout(NetworkShape shape, NetworkArchitecture architecture)
    {
        (Shape, Architecture) = (shape, architecture);
        var encoder = PlaceAll(shape.Encoder, _ => null);
        var decoder = PlaceAll(shape.Decoder, i => architecture.TiedWeights ? encoder[^(i + 1)].Weights : null);
        LogVariance = architecture.LogVariance ? Place(shape.Encoder[^1] with { Activation = Activation.Identity }, null, isNormalized: false) : null;
        ParameterCount = (int)_end;
        TrainableLength = Align();
        Encoder = [.. encoder.Select(PlaceStatistics)];
        Decoder = [.. decoder.Select(PlaceStatistics)];
        Length = Align();
    }

    internal NetworkShape Shape { get; }

    internal NetworkArchitecture Architecture { get; }

    internal ImmutableArray<LayerLayout> Encoder { get; }

    internal ImmutableArray<LayerLayout> Decoder { get; }

    /// <summary>The layer beside that of the code; null if there is none.</summary>
    internal LayerLayout? LogVariance { get; }

    /// <summary>All layers, in the order in which their parameters stand.</summary>
    internal IEnumerable<LayerLayout> Layers => [.. Encoder, .. Decoder, .. LogVariance is null ? Array.Empty<LayerLayout>() : [LogVariance]];

    /// <summary>How many parameters the optimizer changes.</summary>
    internal int ParameterCount { get; }

    /// <summary>The same, rounded up to a multiple of the vector width.</summary>
    internal int TrainableLength { get; }

    /// <summary>How many values there are, with statistics, rounded up to a multiple of the vector width.</summary>
    internal int Length { get; }

    /// <summary>How many values there would be. Asks for no memory, so it can be asked before a layout is created.</summary>
    internal static long CountValues(NetworkShape shape, NetworkArchitecture architecture)
    {
        var hiddenUnits = shape.Encoder.SkipLast(1).Concat(shape.Decoder.SkipLast(1)).Sum(layer => (long)layer.OutputSize);
        return shape.ParameterCount
            + (architecture.BatchNormalization ? 3 * hiddenUnits : 0)
            + (architecture.LogVariance ? shape.Encoder[^1].ParameterCount : 0)
            - (architecture.TiedWeights ? shape.Decoder.Sum(layer => layer.WeightCount) : 0);
    }

    private LayerLayout[] PlaceAll(ImmutableArray<LayerShape> layers, Func<int, ParameterSlot?> tiedWeights) =>
        [.. layers.Select((layer, i) => Place(layer, tiedWeights(i), Architecture.BatchNormalization && i < layers.Length - 1))];

    private LayerLayout Place(LayerShape layer, ParameterSlot? tiedWeights, bool isNormalized)
    {
        var weights = tiedWeights ?? Take(layer.InputSize, layer.OutputSize);
        var bias = Take(1, layer.OutputSize);
        var normalization = isNormalized ? new NormalizationLayout(Take(1, layer.OutputSize), default, default) : null;
        return new LayerLayout(layer, weights, tiedWeights is not null, bias, normalization);
    }

    private LayerLayout PlaceStatistics(LayerLayout layer) => layer.Normalization is not { } normalization ? layer : layer with
    {
        Normalization = normalization with { RunningMean = Take(1, layer.Shape.OutputSize), RunningVariance = Take(1, layer.Shape.OutputSize) },
    };

    private ParameterSlot Take(int rows, int columns)
    {
        var slot = new ParameterSlot(checked((int)_end), rows, columns);
        _end += (long)rows * columns;
        return slot;
    }

    private int Align() => checked((int)(_end = (_end + Alignment - 1) / Alignment * Alignment));
}
