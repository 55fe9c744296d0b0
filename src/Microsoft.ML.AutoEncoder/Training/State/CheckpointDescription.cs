using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What the bits of a training depend on, line by line.</summary>
internal static class CheckpointDescription
{
    /// <param name="settings">The settings.</param>
    /// <param name="device">What training runs on.</param>
    /// <param name="shape">The layers.</param>
    /// <param name="training">The rows to train on.</param>
    /// <param name="dataFingerprint">A hash of the data.</param>
    internal static string[] Describe(TrainingSettings settings, TrainingDevice device, NetworkShape shape, TrainingInput training, string dataFingerprint) =>
    [
        Line("library version", typeof(CheckpointDescription).Assembly.GetName().Version),
        Line("layers", string.Join(", ", shape.Layers.Select(layer => $"{layer.InputSize}-{layer.OutputSize} {layer.Activation}"))),
        Line(nameof(settings.Architecture.TiedWeights), settings.Architecture.TiedWeights),
        Line(nameof(settings.Architecture.BatchNormalization), settings.Architecture.BatchNormalization),
        Line(nameof(settings.Architecture.Dropout), settings.Architecture.Dropout),
        Line(nameof(settings.Loss), settings.Loss),
        Line(nameof(settings.Regularizers), settings.Regularizers.Count == 0 ? null : string.Join(", ", settings.Regularizers)),
        Line("data", dataFingerprint),
        Line(nameof(settings.NumberOfEpochs), settings.NumberOfEpochs),
        Line(nameof(settings.BatchSize), settings.BatchSize),
        Line(nameof(settings.LearningRate), settings.LearningRate),
        Line(nameof(settings.LearningRateSchedule), settings.LearningRateSchedule),
        Line(nameof(settings.WeightDecay), settings.WeightDecay),
        Line(nameof(settings.GradientClipNorm), settings.GradientClipNorm),
        Line(nameof(settings.ValidationFraction), settings.ValidationFraction),
        Line(nameof(settings.EarlyStopping), settings.EarlyStopping),
        Line("best weights are kept", settings.KeepBest),
        Line("rows in the shuffle buffer", training.BufferRowCount?.ToString(CultureInfo.InvariantCulture) ?? "all"),
        Line(nameof(settings.Seed), settings.Seed),
        Line(nameof(settings.NumberOfThreads), settings.NumberOfThreads ?? Environment.ProcessorCount),
        Line("device", device.Torch),
    ];

    private static string Line(string name, object? value) => string.Create(CultureInfo.InvariantCulture, $"{name}: {value ?? "none"}");
}
