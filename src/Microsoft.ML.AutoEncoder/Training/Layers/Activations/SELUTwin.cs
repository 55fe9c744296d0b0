using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class SELUTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(SELU);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => nn.functional.selu(preActivations);

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs)
    {
        // λ for positive values, f(z) + λ·α for others.
        const float below = (float)(SELU.Scale * SELU.Alpha);
        return outputs.sub(outputs.relu()).Plus(IsPositive(outputs).Times((float)SELU.Scale - below).Plus(below));
    }

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes) =>
        ELUTwin.Activate(values, slopes, (float)SELU.Alpha, (float)SELU.Scale);
}
