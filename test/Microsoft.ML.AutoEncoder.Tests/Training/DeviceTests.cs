using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>A context that names a GPU, on a machine without one.</summary>
public sealed class DeviceTests
{
    private readonly MLContext _mlContext = new(1) { GpuDeviceId = 1 };

    [Fact]
    public void Missing_gpu_is_refused_where_the_context_does_not_fall_back()
    {
        var estimator = _mlContext.Transforms.AutoEncoder(TinyAutoEncoder.Options());

        var exception = Assert.Throws<InvalidOperationException>(() => estimator.Fit(new SyntheticData().Dense));

        Assert.StartsWith(
            "The context's GpuDeviceId is 1, but Torch finds no CUDA device. On a machine with a GPU that has CUDA, add the package " +
            "TorchSharp-cuda-windows or TorchSharp-cuda-linux to the " +
            "application, in place of TorchSharp-cpu. To train on the CPU, set the context's FallbackToCpu to true, or GpuDeviceId to " +
            "null, before the estimator is created.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Falling_back_is_told_and_gives_the_bits_of_the_cpu()
    {
        var warnings = new List<string>();
        _mlContext.FallbackToCpu = true;
        _mlContext.Log += (_, message) => warnings.Add(message.Message);

        using var model = _mlContext.Transforms.AutoEncoder(TinyAutoEncoder.Options()).Fit(new SyntheticData().Dense);

        using var expected = TinyAutoEncoder.Fit(new SyntheticData().Dense, TinyAutoEncoder.Options());
        Assert.Equal(expected.Network.Parameters, model.Network.Parameters);
        Assert.Contains(warnings, warning =>
            warning.Contains(
                "The context's GPU 1 is not used, because Torch finds no CUDA device. Training runs on the CPU.",
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 0, "Torch finds no CUDA device")]
    [InlineData(-1, 2, "Torch finds 2 of them, and counts from 0")]
    [InlineData(2, 2, "Torch finds 2 of them, and counts from 0")]
    [InlineData(0, 1, null)]
    [InlineData(1, 2, null)]
    public void Gpu_is_one_of_those_that_are_there(int gpu, int count, string? reason) =>
        Assert.Equal(reason, TrainingDevice.FindObstacle(gpu, count)?.Reason);
}
