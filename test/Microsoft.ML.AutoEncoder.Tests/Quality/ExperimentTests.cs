using Benchmarks.Quality;
using Benchmarks.Variants;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Quality;

/// <summary>The experiments can be told apart, and the estimator accepts their settings: nobody should learn otherwise after half an
/// hour.</summary>
public sealed class ExperimentTests
{
    public static TheoryData<string> Experiments => [.. QualityExperiments.All.Select(experiment => experiment.Name)];

    public static TheoryData<string> Variants => [.. PicturedVariant.All.Select(variant => variant.Name)];

    [Fact]
    public void Names_are_unique()
    {
        Assert.Distinct(QualityExperiments.All.Select(experiment => experiment.Name));
        Assert.Distinct(PicturedVariant.All.Select(variant => variant.Name));
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Settings_of_an_experiment_are_accepted_and_repeatable(string name)
    {
        var options = QualityExperiments.All.Single(experiment => experiment.Name == name).CreateOptions();

        new MLContext(1).Transforms.AutoEncoder(options);
        Assert.NotNull(options.Seed);
        Assert.NotNull(options.NumberOfThreads);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Settings_of_a_variant_are_accepted_and_repeatable(string name)
    {
        var options = PicturedVariant.All.Single(variant => variant.Name == name).CreateOptions();

        Assert.NotNull(new MLContext(1).Transforms.AutoEncoder(options));
        Assert.NotNull(options.Seed);
        Assert.NotNull(options.NumberOfThreads);
    }
}
