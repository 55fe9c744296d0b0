using System.Collections;
using System.Globalization;
using System.Reflection;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>docs/options.md has every option, with the default and the range that the code has.</summary>
public sealed class OptionTests
{
    private static readonly OptionTable[] Tables =
    [
        new(
            typeof(AutoEncoderEstimator.Options), TinyAutoEncoder.Options,
            options => new MLContext().Transforms.AutoEncoder((AutoEncoderEstimator.Options)options)),
        new(
            typeof(AutoEncoderAnomalyTrainer.Options),
            () => new AutoEncoderAnomalyTrainer.Options(),
            options => new MLContext().AnomalyDetection.Trainers.AutoEncoder((AutoEncoderAnomalyTrainer.Options)options)),
    ];

    public static TheoryData<string> Headings => [.. Tables.Select(table => table.Heading)];

    public static TheoryData<string, string> Names =>
        [.. Tables.SelectMany(table => table.Fields.Select(option => (table.Heading, option.Name)))];

    [Theory]
    [MemberData(nameof(Headings))]
    public void Page_has_each_option_once_and_no_other(string heading)
    {
        var table = Find(heading);
        Assert.Equal(table.Fields.Select(field => field.Name).Order(), table.ReadPage().Select(row => row.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_gives_the_default_and_the_range(string heading, string name)
    {
        var table = Find(heading);
        var field = table.Fields.Single(field => field.Name == name);
        var row = table.ReadPage().Single(row => row.Name == name);

        Assert.Equal(Format(field.GetValue(Activator.CreateInstance(table.Options))), row.Default);
        Assert.Equal(table.FindRange(field), row.Range);
    }

    [Fact]
    public void Page_gives_the_defaults_of_a_detector_that_differ_from_those_of_the_estimator()
    {
        var (ofDetector, ofEstimator) = (new AutoEncoderAnomalyTrainer.Options().AutoEncoder, new AutoEncoderEstimator.Options());
        var differences = typeof(AutoEncoderEstimator.Options).GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(field => (field.Name, OfDetector: Format(field.GetValue(ofDetector)), OfEstimator: Format(field.GetValue(ofEstimator))))
            .Where(option => option.OfDetector != option.OfEstimator)
            .Select(option => (option.Name, option.OfDetector));

        Assert.Equal(differences.Order(), Find("AutoEncoderAnomalyTrainer.Options").ReadOtherDefaults().Order());
    }

    private static OptionTable Find(string heading) => Tables.Single(table => table.Heading == heading);

    private static string Format(object? value) => value switch
    {
        null or CancellationToken => "none",
        bool flag => flag ? "true" : "false",
        string or IFormattable => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        IEnumerable list => list.Cast<object>().Any() ? string.Join(", ", list.Cast<object>().Select(Format)) : "none",
        Activation => value.ToString()!,
        _ => value.GetType().Name,
    };
}
