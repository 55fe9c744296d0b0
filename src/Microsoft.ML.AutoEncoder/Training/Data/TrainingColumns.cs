namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What training reads, and what can be learnt from it.</summary>
/// <param name="Input">The name of the column to learn.</param>
/// <param name="Weight">The name of the column with the weights of the rows; null if they have none.</param>
/// <param name="OutputActivation">Values outside its range cannot be learnt.</param>
internal sealed record TrainingColumns(string Input, string? Weight, Activation OutputActivation)
{
    /// <summary>The column of the labels; null if rows have none.</summary>
    internal LabelColumn? Label { get; init; }
}
