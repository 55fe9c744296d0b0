using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How large a batch may be.</summary>
internal static class BatchLimit
{
    /// <summary>How many values a thread's rows of a batch may have in one layer: as many as one span of bytes holds.</summary>
    private const long MaximumValuesPerThread = int.MaxValue / sizeof(float);

    /// <summary>Finds out, before anything is allocated, that a batch would be too large.</summary>
    /// <param name="host">Raises errors.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="shape">The layers.</param>
    /// <param name="batchSize">The number of rows of the largest batch.</param>
    /// <param name="threadCount">The number of threads that share it.</param>
    /// <param name="labelOutputSize">How many numbers predict a label; 0 without labels.</param>
    /// <param name="isStreamed">Whether rows go from thread to thread in whole batches.</param>
    /// <exception cref="InvalidOperationException">It would be too large.</exception>
    internal static void Check(
        IHost host,
        TrainingSettings settings,
        NetworkShape shape,
        int batchSize,
        int threadCount,
        int labelOutputSize,
        bool isStreamed)
    {
        // Only what is ever seen as a span counts: rows, codes, predictions of labels, and masks of hidden layers.
        var width = Math.Max(Math.Max(shape.InputSize, shape.CodeSize), labelOutputSize);
        if (settings.Dropout > 0)
        {
            width = Math.Max(width, settings.HiddenLayerSizes.Concat(settings.DecoderLayerSizes).DefaultIfEmpty().Max());
        }

        var possible = MaximumValuesPerThread / width * threadCount;
        if (isStreamed)
        {
            possible = Math.Min(possible, Array.MaxLength / shape.InputSize);
        }

        if (batchSize > possible)
        {
            throw host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(TrainingSettings.BatchSize)} is {settings.BatchSize:#,0}, which makes batches of {batchSize:#,0} rows. With ") +
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{shape.InputSize:#,0} inputs and layers of up to {width:#,0} values, a batch may have at most {possible:#,0} rows ") +
                string.Create(CultureInfo.InvariantCulture, $"on {threadCount} thread(s). Lower {nameof(TrainingSettings.BatchSize)}."));
        }
    }
}
