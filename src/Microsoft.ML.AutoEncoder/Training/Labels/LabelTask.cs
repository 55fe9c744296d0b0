namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How labels help training.</summary>
/// <param name="Loss">How far predictions are from labels.</param>
/// <param name="Weight">What the loss of a row with a label is multiplied by.</param>
/// <param name="PseudoLabelWeight">What that of a row with a pseudo-label is multiplied by in the end; 0: there are none.</param>
/// <param name="NumberOfEpochs">How many epochs there are in all.</param>
internal sealed record LabelTask(LabelLoss Loss, double Weight, double PseudoLabelWeight, int NumberOfEpochs)
{
    /// <summary>How many sums a step adds to besides the losses: see <see cref="LabelSums"/>.</summary>
    internal const int SumCount = 3;

    /// <summary>How many numbers a step sums up for labels: what they add to the loss, what pseudo-labels add where there may be any, and
    /// <see cref="LabelSums"/>.</summary>
    internal int LossCount => LossNames.Length + SumCount;

    /// <summary>What is added to the loss, by name.</summary>
    internal string[] LossNames => PseudoLabelWeight > 0 ? ["Labels", "PseudoLabels"] : ["Labels"];

    // Labels that the network gives are wrong too often to learn from before it has learnt from those that were given.
    private const double PseudoLabelStart = 0.1;
    private const double PseudoLabelEnd = 0.5;

    // Looking at the rows without noise costs a pass through the encoder.
    private const int StepsPerPseudoLabel = 2;

    /// <summary>The least probability of a pseudo-label.</summary>
    internal const float Confidence = 0.95f;

    /// <summary>What the loss of a row with a pseudo-label is multiplied by in a step; 0: the step has none.</summary>
    internal double PseudoLabelWeightAt(TrainingProgress progress)
    {
        if (PseudoLabelWeight == 0 || progress.Steps % StepsPerPseudoLabel != 0)
        {
            return 0;
        }

        var part = ((progress.Epochs / NumberOfEpochs) - PseudoLabelStart) / (PseudoLabelEnd - PseudoLabelStart);
        return PseudoLabelWeight * StepsPerPseudoLabel * Math.Clamp(part, 0, 1);
    }
}
