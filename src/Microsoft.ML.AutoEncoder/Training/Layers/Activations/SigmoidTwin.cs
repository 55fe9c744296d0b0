using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class SigmoidTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(Sigmoid);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => preActivations.sigmoid();

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs) =>
        outputs.sub(outputs.mul(outputs));

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes)
    {
        TensorPrimitives.Sigmoid(values, values);
        TensorPrimitives.Multiply(values, values, slopes);
        TensorPrimitives.Subtract(values, slopes, slopes);
    }
}
