namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How labels help training.</summary>
/// <param name="Loss">How far predictions are from labels.</param>
/// <param name="Weight">What the loss of a row with a label is multiplied by.</param>
/// <param name="PseudoLabelWeight">What that of a row with a pseudo-label is multiplied by; 0: there are none.</param>
internal sealed record LabelTask(LabelLoss Loss, double Weight, double PseudoLabelWeight)
{
    /// <summary>How many sums a step adds to besides the losses: see <see cref="LabelSums"/>.</summary>
    internal const int SumCount = 3;

    /// <summary>How many numbers a step sums up for labels: what they add to the loss, what pseudo-labels add where there may be any, and
    /// <see cref="LabelSums"/>.</summary>
    internal int LossCount => LossNames.Length + SumCount;

    /// <summary>What is added to the loss, by name.</summary>
    internal string[] LossNames => PseudoLabelWeight > 0 ? ["Labels", "PseudoLabels"] : ["Labels"];
}
