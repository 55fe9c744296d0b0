using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The layers of a network in training, and where their parameters stand: first all that the optimizer changes,
/// then running statistics.</summary>
internal sealed class ParameterLayout
{
    // A multiple of every vector width, so that whoever works on vectors has no rest to care for.
    private const long Alignment = 64;

    /// <param name="shape">The layers of the fitted network.</param>
    /// <param name="architecture">What there is besides.</param>
    internal ParameterLayout(NetworkShape shape, NetworkArchitecture architecture)
    {
        (Shape, Architecture) = (shape, architecture);
        Encoder = CreateTwins("encoder", shape.Encoder, architecture, firstNumber: 0, _ => null);
        Decoder = CreateTwins(
            "decoder", shape.Decoder, architecture, Encoder.Length, i => architecture.TiedWeights ? Encoder[^(i + 1)] : null);
        LogVariance = architecture.LogVariance
            ? LayerTwins.Create(
                shape.Encoder[^1] with { Activation = Activation.Identity },
                new LayerRole("log_variance", Encoder.Length + Decoder.Length, IsHidden: false, architecture, Counterpart: null))
            : null;
        LayerTwin[] beside = LogVariance is null ? [] : [LogVariance];
        LabelHead = architecture.LabelOutputSize > 0
            ? LayerTwins.Create(
                new DenseLayer(shape.CodeSize, architecture.LabelOutputSize, Activation.Identity),
                new LayerRole(
                    "label_head", Encoder.Length + Decoder.Length + beside.Length, IsHidden: false, architecture, Counterpart: null))
            : null;
        Layers = [.. Encoder, .. Decoder, .. beside, .. LabelHead is null ? Array.Empty<LayerTwin>() : [LabelHead]];
        Parameters = [.. Layers.SelectMany(twin => twin.Parameters)];
        ParameterCount = Place(Parameters.Where(parameter => !parameter.IsStatistic), start: 0);
        TrainableCount = Align(ParameterCount);
        ValueCount = Align(Place(Parameters.Where(parameter => parameter.IsStatistic), TrainableCount));
    }

    internal NetworkShape Shape { get; }

    internal NetworkArchitecture Architecture { get; }

    internal ImmutableArray<LayerTwin> Encoder { get; }

    internal ImmutableArray<LayerTwin> Decoder { get; }

    /// <summary>The layer beside that of the code; null if there is none.</summary>
    internal LayerTwin? LogVariance { get; }

    /// <summary>The layer on the code that predicts labels; null if there is none. The last one: all others have the places that they have
    /// without.</summary>
    internal LayerTwin? LabelHead { get; }

    /// <summary>All layers, in the order in which their parameters stand.</summary>
    internal ImmutableArray<LayerTwin> Layers { get; }

    /// <summary>All parameters and statistics, in the order in which initial values are drawn.</summary>
    internal ImmutableArray<TrainingParameter> Parameters { get; }

    /// <summary>How many parameters the optimizer changes.</summary>
    internal long ParameterCount { get; }

    /// <summary>How many values there are, with statistics, rounded up to a multiple of the vector width. A layout with more than
    /// <see cref="NetworkLimits.MaximumParameterCount"/> can be created, but not used.</summary>
    internal long ValueCount { get; }

    /// <summary>The same as an int, for a layout that can be used.</summary>
    internal int Length => checked((int)ValueCount);

    /// <summary>How many of the values the optimizer changes, rounded up to a multiple of the vector width.</summary>
    internal int TrainableLength => checked((int)TrainableCount);

    private long TrainableCount { get; }

    /// <summary>Fills in what training begins with.</summary>
    internal void Initialize(Span<float> values, Random random) => Initialize(Parameters, values, random);

    /// <summary>Fills in what the layer that predicts labels begins with, where there is one.</summary>
    internal void InitializeLabelHead(Span<float> values, Random random) =>
        Initialize(LabelHead?.Parameters ?? [], values, random);

    private static void Initialize(ImmutableArray<TrainingParameter> parameters, Span<float> values, Random random)
    {
        foreach (var parameter in parameters)
        {
            parameter.Initial.Fill(parameter.Of(values), random);
        }
    }

    private static ImmutableArray<LayerTwin> CreateTwins(
        string side, ImmutableArray<Layer> layers, NetworkArchitecture architecture, int firstNumber, Func<int, LayerTwin?> counterpart) =>
        [.. layers.Select((layer, i) => LayerTwins.Create(
            layer, new LayerRole($"{side}.{i}", firstNumber + i, IsHidden: i < HiddenCount(layers), architecture, counterpart(i))))];

    /// <summary>The code and the reconstruction are not hidden, nor are the sums that the reconstruction's last layer orders.</summary>
    private static int HiddenCount(ImmutableArray<Layer> layers) =>
        layers[^1] is PixelLayer { IsLast: true } ? layers.Length - 2 : layers.Length - 1;

    /// <returns>Where the last one ends.</returns>
    private static long Place(IEnumerable<TrainingParameter> parameters, long start)
    {
        foreach (var parameter in parameters)
        {
            parameter.PlaceAt((int)Math.Min(start, int.MaxValue));
            start += parameter.Count;
        }

        return start;
    }

    private static long Align(long count) => (count + Alignment - 1) / Alignment * Alignment;
}
