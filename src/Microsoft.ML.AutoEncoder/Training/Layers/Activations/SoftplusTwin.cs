using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class SoftplusTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(Softplus);

    /// <remarks>−log σ(−z), which is log(1 + exp(z)) in a form that neither overflows nor is linear from some value on.</remarks>
    internal override Tensor Apply(Activation activation, Tensor preActivations) => nn.functional.logsigmoid(preActivations.neg()).neg();

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs) => preActivations.sigmoid();
}
