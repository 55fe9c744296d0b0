using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The noise of training where the options leave it to the data.</summary>
internal static class DefaultNoise
{
    private const int FewValuesPerParameter = 3;

    /// <summary>A quarter of the values.</summary>
    internal static Corruption Noise { get; } = Corruption.Dropout(0.25f);

    /// <summary>Whether a code that does not hang on single values is better for what comes next: that of images and the like, that of
    /// a network without hidden layers, which few rows or a wide code would make a copy, and that of a network which could learn much of
    /// the rows by heart.</summary>
    /// <param name="options">The options, with layers and scaling.</param>
    /// <param name="data">The data.</param>
    /// <param name="choosesLayers">Whether the layers followed from the data.</param>
    internal static bool Helps(Options options, DataProfile data, bool choosesLayers) =>
        options.OutputActivation is Sigmoid
        && (DefaultOptions.IsWide(data.InputSize) || (choosesLayers && IsPoor(options.HiddenLayerSizes!, data, options.CodeSize!.Value)));

    private static bool IsPoor(int[] hiddenSizes, DataProfile data, int codeSize) =>
        hiddenSizes.Length == 0 || DefaultSizes.ValuesPerParameter(data, hiddenSizes, codeSize) < FewValuesPerParameter;
}
