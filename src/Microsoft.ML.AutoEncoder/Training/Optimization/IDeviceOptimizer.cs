using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The twin of an <see cref="IOptimizer"/> on a device with memory of its own, where all that it remembers stays.</summary>
internal interface IDeviceOptimizer
{
    /// <summary>Makes a step: moves the parameters against their gradients, and sets the gradients to zero.</summary>
    /// <param name="step">What to know of it.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">All gradients.</param>
    void Update(OptimizerStep step, Tensor parameters, Tensor gradients);

    /// <summary>Brings <see cref="IOptimizer.Buffers"/> up to date.</summary>
    void UpdateBuffers();
}
