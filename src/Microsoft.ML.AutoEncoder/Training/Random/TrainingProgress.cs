namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How far training is.</summary>
/// <param name="Steps">How many steps are done.</param>
/// <param name="Epochs">How many epochs are done, with the part of the current one that is.</param>
internal readonly record struct TrainingProgress(int Steps, double Epochs)
{
    /// <summary>How many rows of the step processes of a lower rank have.</summary>
    internal int FirstRow { get; init; }
}
