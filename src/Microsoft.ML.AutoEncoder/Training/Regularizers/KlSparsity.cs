using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class KlSparsity : AutoEncoderRegularizer
{
    // A sigmoid can reach 0 and 1, where the divergence is infinite.
    private const double LeastMean = 1e-6;

    internal KlSparsity(float targetActivation, float weight)
    {
        if (!(targetActivation > 0f && targetActivation < 1f))
        {
            throw new ArgumentOutOfRangeException(
                nameof(targetActivation), targetActivation, "The target of the mean activation must be in (0, 1).");
        }

        TargetActivation = targetActivation;
        PenaltyWeight = CheckWeight(weight);
    }

    public float TargetActivation { get; }

    public float PenaltyWeight { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters =>
        [("targetActivation", TargetActivation), ("weight", PenaltyWeight)];

    internal override bool GivesUnitsMeaning => true;

    internal override bool HasPenalty => true;

    internal override bool NeedsMeanCode => true;

    internal override float Weight(double epochs) => PenaltyWeight;

    /// <summary>Every row has the divergence of the whole batch. The gradient of that needs the other rows only for the means, so
    /// rows that other threads work on need not be here.</summary>
    internal override Tensor Penalty(EncoderPass pass)
    {
        var (target, divergence, slopes) = ((double)TargetActivation, 0.0, new float[pass.MeanCode!.Length]);
        for (var unit = 0; unit < slopes.Length; unit++)
        {
            var mean = Math.Clamp(pass.MeanCode[unit], LeastMean, 1 - LeastMean);
            divergence += (target * Math.Log(target / mean)) + ((1 - target) * Math.Log((1 - target) / (1 - mean)));
            slopes[unit] = (float)(((1 - target) / (1 - mean)) - (target / mean));
        }

        var tangent = pass.Code.mv(tensor(slopes, device: pass.Code.device));
        return tangent.sub(tangent.detach()).Plus((float)divergence);
    }

    internal override string? FindConflict(TrainingSettings settings) => settings.CodeActivation is Sigmoid
        ? null
        : $"it compares the mean of a unit with a probability, and {nameof(settings.CodeActivation)} is {settings.CodeActivation}. " +
          $"Set that to {nameof(Activation)}.{nameof(Activation.Sigmoid)}";
}
