using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What the bits of a training depend on, line by line: the options that say so of themselves,
/// and what is known only at Fit.</summary>
internal static class CheckpointDescription
{
    /// <param name="settings">The settings.</param>
    /// <param name="device">What training runs on.</param>
    /// <param name="shape">The layers.</param>
    /// <param name="training">The rows to train on.</param>
    /// <param name="dataFingerprint">A hash of the data.</param>
    internal static string[] Describe(
        TrainingSettings settings, TrainingDevice device, NetworkShape shape, TrainingInput training, string dataFingerprint) =>
    [
        Line("layers", string.Join(", ", shape.Layers.Select(Describe))),
        Line("data", dataFingerprint),
        .. settings.Identity,
        Line("best weights are kept", settings.KeepBest),
        Line("rows in the shuffle buffer", training.BufferRowCount?.ToString(CultureInfo.InvariantCulture) ?? "all"),
        Line(nameof(settings.NumberOfThreads), settings.NumberOfThreads ?? Environment.ProcessorCount),
        Line(nameof(settings.Precision), settings.Precision),
        Line("device", device.Torch),
    ];

    private static string Describe(Layer layer) =>
        string.Create(CultureInfo.InvariantCulture, $"{layer.InputSize}-{layer.OutputSize} {layer.Activation}");

    private static string Line(string name, object? value) => string.Create(CultureInfo.InvariantCulture, $"{name}: {value}");
}
