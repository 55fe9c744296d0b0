using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>A context that names a GPU.</summary>
public sealed class DeviceTests
{
    private readonly MLContext _mlContext = new(1) { GpuDeviceId = 1 };

    [Fact]
    public void Gpu_is_refused_where_the_context_does_not_fall_back()
    {
        var estimator = _mlContext.Transforms.AutoEncoder(TinyAutoEncoder.Options());

        var exception = Assert.Throws<InvalidOperationException>(() => estimator.Fit(new SyntheticData().Dense));

        Assert.StartsWith("The context's GpuDeviceId is 1, but an autoencoder trains on the CPU. Set the context's FallbackToCpu to true", exception.Message, StringComparison.Ordinal);
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
        Assert.Contains(warnings, warning => warning.Contains("The context's GPU 1 is not used", StringComparison.Ordinal));
    }
}
