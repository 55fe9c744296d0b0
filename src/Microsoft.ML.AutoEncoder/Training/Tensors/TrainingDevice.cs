using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What training runs on.</summary>
/// <param name="Torch">What Torch calls it.</param>
/// <param name="HasOwnMemory">Whether it works on copies in memory of its own, and not in that of the host.</param>
internal sealed record TrainingDevice(Device Torch, bool HasOwnMemory)
{
    internal static TrainingDevice Cpu { get; } = new(new Device(DeviceType.CPU), HasOwnMemory: false);

    /// <summary>Finds the device that the context names. Does not let somebody who asks for a GPU wait for a CPU without knowing it.</summary>
    /// <exception cref="InvalidOperationException">The GPU cannot be used, and the context does not allow to fall back to the CPU; or the native libraries of
    /// Torch cannot be loaded.</exception>
    internal static TrainingDevice Choose(IHost host, IChannel channel)
    {
        if (host is not IHostEnvironmentInternal { GpuDeviceId: { } gpu } environment)
        {
            return Cpu;
        }

        TorchRuntime.EnsureLoaded(host);
        if (FindObstacle(gpu, cuda.is_available() ? cuda.device_count() : 0) is not var (reason, remedy))
        {
            return new TrainingDevice(new Device(DeviceType.CUDA, gpu), HasOwnMemory: true);
        }

        if (!environment.FallbackToCpu)
        {
            throw host.Except(
                $"The context's {nameof(MLContext.GpuDeviceId)} is {gpu}, but {reason}. {remedy}. To train on the CPU, set the context's {nameof(MLContext.FallbackToCpu)} to true, " +
                $"or {nameof(MLContext.GpuDeviceId)} to null, before the estimator is created.");
        }

        channel.Warning("The context's GPU {0} is not used, because {1}. Training runs on the CPU.", gpu, reason);
        return Cpu;
    }

    /// <summary>Why a GPU cannot be used, and what to do about it; null if it can.</summary>
    /// <param name="gpu">The number of the GPU.</param>
    /// <param name="count">How many there are.</param>
    internal static (string Reason, string Remedy)? FindObstacle(int gpu, int count) => count == 0
        ? ("Torch finds no CUDA device", "On a machine with a GPU that has CUDA, add the package TorchSharp-cuda-windows or TorchSharp-cuda-linux to the application, in place of TorchSharp-cpu")
        : gpu < 0 || gpu >= count
            ? ($"Torch finds {count} of them, and counts from 0", $"Set it to at most {count - 1}")
            : null;

    /// <summary>What the device works on for a tensor in the host's memory: that itself, or a copy.</summary>
    internal Tensor Bring(Tensor tensor) => HasOwnMemory ? tensor.to(Torch, copy: true) : tensor;
}
