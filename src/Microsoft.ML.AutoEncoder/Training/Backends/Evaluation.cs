namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How well rows are reconstructed, summed over slots; a sum over rows by weight, or their mean.</summary>
/// <param name="Loss">The reconstruction loss.</param>
/// <param name="SquaredError">The squared difference between rows and reconstructions.</param>
internal readonly record struct Evaluation(double Loss, double SquaredError)
{
    /// <summary>How well labels are predicted, always as sums; null where there are none.</summary>
    internal LabelSums? Labels { get; init; }
}
