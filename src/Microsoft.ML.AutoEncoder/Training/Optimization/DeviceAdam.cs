using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The update of <see cref="Adam"/> on a device with memory of its own, where the moments stay.</summary>
/// <remarks>The tensors belong to the dispose scope in which the object is created.</remarks>
internal sealed class DeviceAdam : IDeviceOptimizer
{
    private readonly Adam _adam;
    private readonly FlatTensor _firstMoments;
    private readonly FlatTensor _secondMoments;
    private readonly FlatTensor _divisors;

    /// <param name="adam">Knows the numbers of a step, and the moments to begin with.</param>
    /// <param name="device">Where to compute.</param>
    internal DeviceAdam(Adam adam, TrainingDevice device)
    {
        _adam = adam;
        _firstMoments = new FlatTensor(adam.FirstMoments.Length, device);
        _firstMoments.CopyFrom(adam.FirstMoments);
        _secondMoments = new FlatTensor(adam.SecondMoments.Length, device);
        _secondMoments.CopyFrom(adam.SecondMoments);
        _divisors = new FlatTensor(adam.SecondMoments.Length, device);
    }

    /// <inheritdoc/>
    public void Update(OptimizerStep step, Tensor parameters, Tensor gradients)
    {
        _adam.BeginStep(step);
        gradients.MultiplyBy(_adam.GradientScale);
        _firstMoments.Vector.MultiplyBy(_adam.FirstMomentDecay).AddMultiple(gradients, 1 - _adam.FirstMomentDecay);
        _secondMoments.Vector.MultiplyBy(_adam.SecondMomentDecay).AddProduct(gradients, gradients, 1 - _adam.SecondMomentDecay);
        _divisors.Vector.copy_(_secondMoments.Vector).MultiplyBy(_adam.SecondMomentScale).sqrt_().Add(_adam.Epsilon);
        parameters.MultiplyBy(_adam.KeptPart).AddQuotient(_firstMoments.Vector, _divisors.Vector, -_adam.StepSize);
        gradients.zero_();
    }

    /// <inheritdoc/>
    public void UpdateBuffers()
    {
        _firstMoments.CopyTo(_adam.FirstMoments);
        _secondMoments.CopyTo(_adam.SecondMoments);
    }
}
