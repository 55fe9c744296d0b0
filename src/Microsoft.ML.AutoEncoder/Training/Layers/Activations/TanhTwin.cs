using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class TanhTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(Tanh);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => preActivations.tanh();

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs) =>
        outputs.mul(outputs).neg().Plus(1);

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes)
    {
        TensorPrimitives.Tanh(values, values);
        TensorPrimitives.Multiply(values, values, slopes);
        TensorPrimitives.Subtract(1f, slopes, slopes);
    }
}
