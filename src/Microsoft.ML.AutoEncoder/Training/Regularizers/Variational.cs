using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class Variational : AutoEncoderRegularizer
{
    private const float LogVarianceBound = 10f;

    internal Variational(float beta, float warmUpEpochs)
    {
        if (!(beta >= 0f && float.IsFinite(beta)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(beta), beta, "The weight of the divergence must be a finite number of at least 0.");
        }

        if (!(warmUpEpochs >= 0f && float.IsFinite(warmUpEpochs)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(warmUpEpochs), warmUpEpochs, "The warm-up must be a finite number of epochs of at least 0.");
        }

        Beta = beta;
        WarmUpEpochs = warmUpEpochs;
    }

    public float Beta { get; }

    public float WarmUpEpochs { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("beta", Beta), ("warmUpEpochs", WarmUpEpochs)];

    internal override bool GivesUnitsMeaning => true;

    internal override bool HasPenalty => true;

    internal override bool NeedsLogVariance => true;

    internal override bool HasStandardNormalPrior => true;

    internal override float Weight(double epochs) => epochs < WarmUpEpochs ? (float)(Beta * epochs / WarmUpEpochs) : Beta;

    /// <summary>A sample in training: the mean plus the standard deviation times noise, so that gradients reach both.
    /// Otherwise the mean.</summary>
    internal override Tensor TransformCode(Tensor code, EncoderPass pass)
    {
        if (pass.Mode is not TrainingPass)
        {
            return code;
        }

        var deviation = LogVariance(pass).Times(0.5f).exp();
        return code.Plus(deviation.mul(pass.Mode.Random.Gaussian(RandomStream.CodeSample, (int)code.shape[1])));
    }

    /// <summary>KL(N(μ, σ²)‖N(0, 1)) = ½·Σ(μ² + σ² − 1 − log σ²).</summary>
    internal override Tensor Penalty(EncoderPass pass)
    {
        var logVariance = LogVariance(pass);
        return pass.Code.mul(pass.Code).Plus(logVariance.exp()).sub(logVariance).Plus(-1).sum(1).Times(0.5f);
    }

    internal override string? FindConflict(TrainingSettings settings) => settings.CodeActivation is Identity
        ? null
        : $"its code is the mean of a normal distribution, which can have any value, " +
          $"and {nameof(settings.CodeActivation)} is {settings.CodeActivation}. " +
          $"Set that to {nameof(Activation)}.{nameof(Activation.Identity)}";

    internal override string? FindConflict(AutoEncoderRegularizer other) => other.HasPenalty || other.ActiveCodeUnits is not null
        ? "the divergence from the standard normal distribution says all about the code, " +
          "and another demand contradicts it. Leave one of them out"
        : null;

    /// <summary>Bounded, since its exponential is not; softly, so that a gradient leads back from everywhere.</summary>
    private static Tensor LogVariance(EncoderPass pass) => pass.LogVariance!.Times(1 / LogVarianceBound).tanh().Times(LogVarianceBound);
}
