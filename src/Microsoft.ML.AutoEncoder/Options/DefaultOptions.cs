using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What stands for the options that are null: the one place that decides it.</summary>
internal sealed record DefaultOptions
{
    /// <summary>The size of the code in the short form of the catalog's method.</summary>
    internal const int CodeSizeOfEstimator = 64;

    internal static DefaultOptions OfEstimator { get; } = new();

    internal static DefaultOptions OfDetector { get; } = new()
    {
        CodeSize = 12,
        NumberOfEpochs = 100,
        BatchSize = 32,
        LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(),
    };

    private int CodeSize { get; init; } = CodeSizeOfEstimator;

    private int NumberOfEpochs { get; init; } = 10;

    private int BatchSize { get; init; } = 128;

    private LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>The settings of a training.</summary>
    /// <param name="options">The options, of which each is in its range, with a seed.</param>
    /// <param name="inputSize">The number of values of a row; null where no data is known yet.</param>
    /// <param name="rowCount">The number of rows; null where the data does not tell before it is read.</param>
    internal TrainingSettings Resolve(Options options, int? inputSize, long? rowCount) => TrainingSnapshot.Of(Fill(options, inputSize, rowCount));

    /// <summary>A copy of the options with values for those that are null and have a default.</summary>
    /// <inheritdoc cref="Resolve"/>
    internal Options Fill(Options options, int? inputSize, long? rowCount)
    {
        _ = (inputSize, rowCount); // No default depends on the data yet.
        var filled = options.Copy();
        filled.HiddenLayerSizes ??= [256, 128];
        filled.DecoderLayerSizes ??= [.. filled.HiddenLayerSizes.AsEnumerable().Reverse()];
        filled.CodeSize ??= CodeSize;
        filled.Activation ??= Activation.LeakyReLU();
        filled.CodeActivation ??= Activation.LeakyReLU();
        filled.OutputActivation ??= Activation.Sigmoid;
        filled.Dropout ??= 0f;
        filled.BatchNormalization ??= false;
        filled.Loss ??= ReconstructionLoss.MeanSquaredError;
        filled.Regularizers ??= [];
        filled.NumberOfEpochs ??= NumberOfEpochs;
        filled.BatchSize ??= BatchSize;
        filled.LearningRate ??= 1e-3f;
        filled.LearningRateSchedule ??= LearningRateSchedule;
        filled.WeightDecay ??= 0f;
        filled.MemoryBudgetInBytes ??= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        return filled;
    }
}
