using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What training runs on: the CPU.</summary>
internal static class TrainingDevice
{
    /// <summary>Does not let somebody who asks for a GPU wait for a CPU without knowing it.</summary>
    /// <exception cref="InvalidOperationException">The context names a GPU, and does not allow to fall back to the CPU.</exception>
    internal static void Check(IHost host, IChannel channel)
    {
        if (host is not IHostEnvironmentInternal { GpuDeviceId: { } device } environment)
        {
            return;
        }

        if (!environment.FallbackToCpu)
        {
            throw host.Except(
                $"The context's {nameof(MLContext.GpuDeviceId)} is {device}, but an autoencoder trains on the CPU. Set the context's " +
                $"{nameof(MLContext.FallbackToCpu)} to true, or {nameof(MLContext.GpuDeviceId)} to null, before the estimator is created.");
        }

        channel.Warning("The context's GPU {0} is not used: an autoencoder trains on the CPU.", device);
    }
}
