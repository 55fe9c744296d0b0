using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How long training goes on where the options leave it to the data: a network learns by steps, not by epochs.</summary>
/// <param name="LeastEpochs">The least number of epochs.</param>
/// <param name="Steps">The number of steps that is enough.</param>
internal sealed record DefaultLength(int LeastEpochs, int Steps)
{
    private const int LeastPatience = 10;

    /// <summary>Rows times weights that are affordable: four times what the reference network does in ten epochs of 60,000 rows. Wide
    /// networks on few rows would take too long.</summary>
    internal double MostWork { get; init; } = 4.0 * 600_000 * 484_944;

    /// <param name="options">The options, of which only the number of epochs is missing.</param>
    /// <param name="data">The data; null where none is known yet.</param>
    internal int Epochs(Options options, DataProfile? data)
    {
        if (data is null)
        {
            return LeastEpochs;
        }

        var stepsPerEpoch = Math.Ceiling(data.RowCount / (double)Math.Min(options.BatchSize!.Value, data.RowCount));
        var workPerRow = options.ImageShape is null
            ? DefaultSizes.ParameterCount(data.InputSize, options.HiddenLayerSizes!, options.CodeSize!.Value)
            : DefaultSizes.WorkPerImage(options);
        var affordable = MostWork / ((double)data.RowCount * workPerRow);
        return Math.Max(LeastEpochs, (int)Math.Min(Math.Ceiling(Steps / stepsPerEpoch), affordable));
    }

    /// <summary>How many epochs without improvement are enough: a tenth of all.</summary>
    /// <inheritdoc cref="Epochs"/>
    internal int Patience(Options options, DataProfile? data) => Math.Max(LeastPatience, Epochs(options, data) / 10);
}
