using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What of a fitted model decides about the options of a training that goes on from it.</summary>
/// <param name="Shape">Its layers.</param>
/// <param name="TrainingOptions">The options that it was trained with, as texts by name; empty where it was trained elsewhere.</param>
/// <param name="HasScale">Whether its input was scaled.</param>
/// <param name="HasState">Whether it keeps the state that its training ended with.</param>
internal sealed record TrainedModel(
    NetworkShape Shape, IReadOnlyDictionary<string, string> TrainingOptions, bool HasScale, bool HasState)
{
    internal int[] HiddenLayerSizes => Sizes(Shape.Encoder);

    internal int[] DecoderLayerSizes => Sizes(Shape.Decoder);

    /// <summary>The activations of the hidden layers of both sides, each once. A model that was trained elsewhere may have
    /// several.</summary>
    internal Activation[] HiddenActivations =>
        [.. Shape.Encoder.SkipLast(1).Concat(Shape.Decoder.SkipLast(IsOfImages ? 2 : 1))
            .Where(layer => layer is DenseLayer or FilterLayer)
            .Select(layer => layer.Activation)
            .Distinct()];

    /// <summary>The images that it was trained on; null where its rows are none.</summary>
    internal ImageShape? ImageShape => (Shape.Encoder[0] as PixelLayer)?.Image;

    /// <summary>Whether it has layers of images.</summary>
    internal bool IsOfImages => Shape.Layers.Any(layer => layer is not DenseLayer);

    /// <summary>Whether it was told that its rows are such images, and has dense layers nevertheless: these do not know.</summary>
    internal bool IsDenseOf(ImageShape? image) =>
        image is not null && !IsOfImages && TrainingOptions.GetValueOrDefault(nameof(Options.ImageShape)) == OptionText.Format(image);

    /// <summary>The encoder's layers of images.</summary>
    internal ImageLayer[] EncoderLayers => ImageLayers(Shape.Encoder);

    /// <summary>Those of the decoder; null where they are those of the encoder backwards.</summary>
    internal ImageLayer[]? DecoderLayers =>
        TrainingOptions.GetValueOrDefault(nameof(Options.DecoderLayers), OptionText.None) == OptionText.None
            ? null
            : ImageLayers(Shape.Decoder);

    internal Activation CodeActivation => Shape.Encoder[^1].Activation;

    internal Activation OutputActivation => Shape.Decoder[^1].Activation;

    /// <summary>How its input was scaled; null where that is not known.</summary>
    internal InputScaling? InputScaling => TrainingOptions.Count == 0 ? null
        : !HasScale ? Microsoft.ML.AutoEncoder.InputScaling.None
        : Enum.TryParse<InputScaling>(TrainingOptions.GetValueOrDefault(nameof(Options.InputScaling)), out var scaling) ? scaling
        : Microsoft.ML.AutoEncoder.InputScaling.PerSlot;

    /// <summary>Whether it was trained with weights that the decoder shares with the encoder.</summary>
    internal bool HasTiedWeights =>
        WasSet(nameof(Options.TiedWeights)) && HiddenLayerSizes.AsEnumerable().Reverse().SequenceEqual(DecoderLayerSizes);

    /// <summary>Whether its code was turned into its principal axes.</summary>
    internal bool HasDecorrelatedCode => WasSet(nameof(Options.DecorrelateCode));

    /// <summary>Whether it keeps what batch normalisation has learnt apart from the weights.</summary>
    internal bool KeepsNormalization => HasState && WasSet(nameof(Options.BatchNormalization));

    /// <summary>Whether it keeps the layer that gives the variances of a variational autoencoder's codes.</summary>
    internal bool KeepsVariances => HasState && Shape.HasStandardNormalPrior;

    /// <summary>The dense layers but the last one: before the code, or before the reconstruction or its images.</summary>
    private static int[] Sizes(IEnumerable<Layer> layers) => [.. layers.OfType<DenseLayer>().SkipLast(1).Select(layer => layer.OutputSize)];

    private static ImageLayer[] ImageLayers(IEnumerable<Layer> layers) => [.. layers.Select(ImageLayer.Of).OfType<ImageLayer>()];

    private bool WasSet(string option) => TrainingOptions.GetValueOrDefault(option) == OptionText.Format(true);
}
