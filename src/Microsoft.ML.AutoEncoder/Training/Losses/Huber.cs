using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class Huber : ReconstructionLoss
{
    internal Huber(float delta)
    {
        if (!(delta > 0f && float.IsFinite(delta)))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "The delta of a Huber loss must be positive and finite.");
        }

        Delta = delta;
    }

    public float Delta { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("delta", Delta)];

    internal override double Differentiate(ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> target, Span<float> slopes)
    {
        var loss = 0f;
        for (var i = 0; i < slopes.Length; i++)
        {
            var difference = reconstruction[i] - target[i];
            slopes[i] = Math.Clamp(difference, -Delta, Delta);
            loss += slopes[i] * (difference - (0.5f * slopes[i]));
        }

        return loss;
    }

    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.huber_loss(reconstruction, target, Delta, reduction);
}
