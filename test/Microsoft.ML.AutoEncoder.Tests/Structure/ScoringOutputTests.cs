using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>What lies in the output folder of an application that references the library and no native package.</summary>
public sealed class ScoringOutputTests
{
    private static readonly FileInfo[] Files = new DirectoryInfo(Build.ProbeDirectory).GetFiles("*", SearchOption.AllDirectories);

    [Fact]
    public void There_is_no_native_part_of_Torch()
    {
        var names = Files.Select(file => file.Name).Where(name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));

        Assert.Equal(["TorchSharp.dll"], names);
    }

    [Fact]
    public void It_takes_less_than_20_megabytes() => Assert.InRange(Files.Sum(file => file.Length), 1_000_000, 20_000_000);
}
