using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class SoftplusTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(Softplus);

    /// <remarks>−log σ(−z), which is log(1 + exp(z)) in a form that neither overflows nor is linear from some value on.</remarks>
    internal override Tensor Apply(Activation activation, Tensor preActivations) => nn.functional.logsigmoid(preActivations.neg()).neg();

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs) => preActivations.sigmoid();

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes)
    {
        // log(1 + exp(z)) = max(z, 0) + log(1 + exp(−|z|)), and the derivative is the sigmoid.
        TensorPrimitives.Abs(values, slopes);
        TensorPrimitives.Negate(slopes, slopes);
        TensorPrimitives.Exp(slopes, slopes);
        for (var i = 0; i < values.Length; i++)
        {
            var (value, power) = (values[i], slopes[i]);
            slopes[i] = (value >= 0 ? 1f : power) / (1f + power);
            values[i] = MathF.Max(value, 0f) + MathF.Log(1f + power);
        }
    }
}
