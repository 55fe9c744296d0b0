namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What is to be trained, whatever it runs on.</summary>
/// <param name="Layout">The layers, and where their parameters stand.</param>
/// <param name="Objective">What is minimised.</param>
/// <param name="Settings">How to train.</param>
/// <param name="BatchSize">The number of rows of the largest batch.</param>
/// <param name="HasWeights">Whether rows have weights of their own.</param>
/// <param name="MeanWeight">The mean of the weights of all rows.</param>
internal sealed record TrainingTask(
    ParameterLayout Layout, Objective Objective, TrainingSettings Settings, int BatchSize, bool HasWeights, double MeanWeight)
{
    /// <summary>How labels help; null where there are none.</summary>
    internal LabelTask? Labels { get; init; }

    /// <summary>Where zeros are passed over.</summary>
    internal SparseUse Sparse { get; init; }
}
