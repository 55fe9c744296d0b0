using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

public sealed class MissingTorchTests
{
    [Fact]
    public void Fit_without_the_native_libraries_names_the_package_to_add_each_time()
    {
        using var directory = new TemporaryDirectory();

        var output = ProbeProcess.RunWithoutNativeTorch(directory, "train");

        const string Message = "Error: Training needs the native libraries of Torch, and they are not there. " +
            "Add the package TorchSharp-cpu to the application, or TorchSharp-cuda-windows or TorchSharp-cuda-linux for a GPU.";
        Assert.Equal([Message, Message], output.Where(line => line.StartsWith("Error: ", StringComparison.Ordinal)));
    }
}
