namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How well labels are predicted: sums over the rows that have one, by weight.</summary>
/// <param name="Loss">The label loss.</param>
/// <param name="Weight">The weights.</param>
/// <param name="Score">See <see cref="LabelLoss.Score"/>.</param>
internal readonly record struct LabelSums(double Loss, double Weight, double Score)
{
    public static LabelSums operator +(LabelSums left, LabelSums right) =>
        new(left.Loss + right.Loss, left.Weight + right.Weight, left.Score + right.Score);

    internal double[] ToArray() => [Loss, Weight, Score];
}
