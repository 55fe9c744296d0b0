using Benchmarks.Quality;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Quality;

public sealed class ResultsPageTests
{
    [Fact]
    public void A_new_part_comes_after_all_others()
    {
        var page = ResultsPage.Replace("# Results\n\n## Other\n\ntext\n", "first", "First", "figures\n");

        Assert.StartsWith("# Results\n\n## Other\n\ntext\n\n## First\n\n", page);
        Assert.Contains("figures", page);
    }

    [Fact]
    public void A_part_is_replaced_and_what_stands_around_it_stays()
    {
        var before = ResultsPage.Replace("# Results\n", "first", "First", "old figures\n") + "\nwritten by hand\n\n## Other\n";

        var after = ResultsPage.Replace(before, "first", "First", "new figures\n");

        Assert.Equal(before.Replace("old figures", "new figures"), after);
    }

    [Fact]
    public void A_part_without_its_end_is_refused()
    {
        var page = ResultsPage.Replace("# Results\n", "first", "First", "figures\n").Replace("end of quality first", "gone");

        Assert.Throws<InvalidDataException>(() => ResultsPage.Replace(page, "first", "First", "figures\n"));
    }

    [Fact]
    public void Settings_are_those_that_are_not_the_defaults()
    {
        var settings = SettingsText.Describe(new AutoEncoderEstimator.Options
        {
            CodeSize = 30,
            HiddenLayerSizes = [256, 128],
            Activation = Activation.LeakyReLU(0.1f),
            Regularizers = [AutoEncoderRegularizer.Denoising(Corruption.Masking(0.5f)), AutoEncoderRegularizer.L1Sparsity(0.25f)],
        });

        Assert.Equal(
            [
                "Activation = LeakyReLU(0.1)",
                "CodeSize = 30",
                "Regularizers = [Denoising(noise: MaskingCorruption(probability: 0.5)), L1Sparsity(weight: 0.25)]",
            ],
            settings.Order(StringComparer.Ordinal));
    }
}
