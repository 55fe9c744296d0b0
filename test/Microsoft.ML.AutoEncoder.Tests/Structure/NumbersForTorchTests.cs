using System.Text.RegularExpressions;
using TorchSharp;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>
/// Native code must not read what a garbage collection has freed: a number handed to TorchSharp as it is becomes an object that nobody
/// holds while native code reads it. So the library makes these objects itself, and holds them.
/// </summary>
public sealed class NumbersForTorchTests
{
    [Fact]
    public void The_library_lets_TorchSharp_make_no_number()
    {
        using var numbers = new NumbersForTorch();

        Assert.Empty(numbers.Find(typeof(AutoEncoderTransformer).Assembly.Location));
    }

    [Fact]
    public void A_number_that_TorchSharp_makes_is_found()
    {
        using var numbers = new NumbersForTorch();

        var found = numbers.Find(typeof(NumbersForTorchTests).Assembly.Location).ToArray();

        Assert.Contains(found, path => path.Contains(nameof(AddOne), StringComparison.Ordinal));
        Assert.Contains(found, path => path.Contains(nameof(AddTensors), StringComparison.Ordinal));
    }

    [Fact]
    public void The_library_holds_the_numbers_that_it_makes()
    {
        var made = Directory.EnumerateFiles(Path.Combine(Build.RepositoryDirectory, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains(".ToScalar()", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(made);
        Assert.All(made, line => Assert.Matches(new Regex(@"^\s*using var \w+ = \w+\.ToScalar\(\);$"), line));
    }

    private static torch.Tensor AddOne(torch.Tensor tensor) => tensor.add(1);

    private static torch.Tensor AddTensors(torch.Tensor one, torch.Tensor other) => one + other;
}
