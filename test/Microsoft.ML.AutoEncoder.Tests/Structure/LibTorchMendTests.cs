using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>The build marks the symbol version that older systems lack as weak, in its own copy of TorchSharp's library.</summary>
public sealed class LibTorchMendTests
{
    [Fact]
    public void Copy_in_the_output_differs_from_the_package_in_one_flag()
    {
        var mended = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));
        var original = File.ReadAllBytes(NuGetPackages.LibTorchSharp);

        var differences = Enumerable.Range(0, original.Length).Where(i => original[i] != mended[i]).ToArray();

        Assert.Equal(original.Length, mended.Length);
        var flag = Assert.Single(differences);
        Assert.Equal(original[flag] | 2, mended[flag]);
    }
}
