using System.Text.RegularExpressions;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>docs/options.md has every option, with the default and the range that the code has.
/// <c>UPDATE_BASELINES=1</c> writes them there.</summary>
public sealed partial class OptionTests
{
    private const string DetectorHeading = "AutoEncoderAnomalyTrainer.Options";

    private static readonly OptionTable[] Tables =
    [
        new(
            typeof(AutoEncoderEstimator.Options),
            OptionsWithLabels,
            options => new MLContext().Transforms.AutoEncoder((AutoEncoderEstimator.Options)options),
            options => DefaultOptions.OfEstimator.Fill((AutoEncoderEstimator.Options)options, data: null)),
        new(
            typeof(AutoEncoderAnomalyTrainer.Options),
            () => new AutoEncoderAnomalyTrainer.Options(),
            options => new MLContext().AnomalyDetection.Trainers.AutoEncoder((AutoEncoderAnomalyTrainer.Options)options),
            options => options),
    ];

    public OptionTests()
    {
        if (Baseline.ShallUpdate)
        {
            var page = File.ReadAllText(OptionTable.PagePath);
            page = Tables.Aggregate(page, (text, table) => table.WriteInto(text));
            File.WriteAllText(OptionTable.PagePath, OtherDefaultsTable().Replace(page, WriteOtherDefaults()));
        }
    }

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
    public void Page_gives_the_default_and_the_range_and_the_component_refuses_what_is_outside(string heading, string name)
    {
        var table = Find(heading);
        var option = table.Descriptions.Single(option => option.Name == name);
        var row = table.ReadPage().Single(row => row.Name == name);

        Assert.Equal(table.FormatDefault(option), row.Default);
        Assert.Equal(option.Attribute.Demand, row.Range);
        Assert.Equal(table.FindRange(table.Fields.Single(field => field.Name == name)), row.Range);
        Assert.NotEmpty(row.Meaning);
        Assert.NotEmpty(table.FindMeaning(name));
    }

    [Fact]
    public void Page_gives_the_defaults_of_a_detector_that_differ_from_those_of_the_estimator()
    {
        Assert.NotEmpty(OtherDefaults());
        Assert.Equal(OtherDefaults(), Find(DetectorHeading).ReadOtherDefaults());
    }

    /// <summary>With what some options are refused without.</summary>
    private static AutoEncoderEstimator.Options OptionsWithLabels()
    {
        var options = TinyAutoEncoder.Options();
        options.LabelColumnName = "Label";
        return options;
    }

    private static (string Name, string Default)[] OtherDefaults()
    {
        var ofEstimator = Tables[0];
        var ofDetector = ofEstimator with
        {
            FillDefaults = options => DefaultOptions.OfDetector.Fill((AutoEncoderEstimator.Options)options, data: null),
        };
        return
        [
            .. from option in ofEstimator.Descriptions
               where ofDetector.FormatFilled(option) != ofEstimator.FormatFilled(option)
               select (option.Name, ofDetector.FormatFilled(option)),
        ];
    }

    private static string WriteOtherDefaults() =>
        "| Option of `AutoEncoder` | Default |\n|---|---|\n" +
        string.Concat(OtherDefaults().Select(option => $"| `{option.Name}` | {option.Default} |\n"));

    private static OptionTable Find(string heading) => Tables.Single(table => table.Heading == heading);

    [GeneratedRegex(@"\| Option of `AutoEncoder` \| Default \|\n(\|.*\n?)*")]
    private static partial Regex OtherDefaultsTable();
}
