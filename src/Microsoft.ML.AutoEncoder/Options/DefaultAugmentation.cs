using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What is made of images before they have to be reconstructed, where the options leave it to the data.</summary>
internal static class DefaultAugmentation
{
    private const float ChangedPart = 0.5f;

    /// <summary>The images that the rows are and that may be distorted, as far as somebody said so or it can be found out.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">What is known about the data; null where no data is known yet.</param>
    /// <returns>Null, too, where somebody has chosen noise or other regularizers, and where labels are numbers: a distorted image is still
    /// of its class; of its angle or size it is not.</returns>
    internal static ImageShape? FindImages(Options options, DataProfile? data) =>
        options.Regularizers is null && data?.LabelKind != LabelKind.Number ? options.ImageShape ?? data?.FindImages() : null;

    /// <summary>Little of everything, so that images remain likely; nothing where rows are no images.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">What is known about the data; null where no data is known yet.</param>
    /// <param name="keepsSome">Whether some images stay as they are. To interpolate blurs: what has to be reconstructed exactly must have
    /// been seen sharp, too.</param>
    internal static IReadOnlyList<AutoEncoderRegularizer> Of(Options options, DataProfile? data, bool keepsSome)
    {
        if (FindImages(options, data) is not { } image)
        {
            return [];
        }

        var change = Corruption.Distortion(image, shift: 0, rotation: 10, scale: 0.1f, bend: 0.02f);
        return [AutoEncoderRegularizer.Augmentation(keepsSome ? Corruption.Sometimes(change, ChangedPart) : change)];
    }
}
