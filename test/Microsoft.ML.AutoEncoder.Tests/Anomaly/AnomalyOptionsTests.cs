using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderAnomalyTrainer.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>Options are checked when the trainer is created, and frozen there.</summary>
public sealed class AnomalyOptionsTests
{
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string, Action<Options>, string> BadOptions => new()
    {
        { "FeatureColumnName", options => options.FeatureColumnName = " ", "FeatureColumnName is empty, but must be a name." },
        { "ExampleWeightColumnName", options => options.ExampleWeightColumnName = "",
            "ExampleWeightColumnName is empty, but must be a name, or null." },
        { "SlotErrorColumnName", options => options.SlotErrorColumnName = "",
            "SlotErrorColumnName is empty, but must be a name, or null." },
        { "SlotErrorColumnName", options => options.SlotErrorColumnName = "Score",
            "SlotErrorColumnName is Score, but must be another name" },
        { "Contamination", options => options.Contamination = 1, "Contamination is 1, but must be in [0, 1)." },
        { "Contamination", options => options.Contamination = float.NaN, "Contamination is NaN, but must be in [0, 1)." },
        { "Measures", options => options.Measures = 0, "Measures is 0, but must be one or several of ReconstructionError, " },
        { "Measures", options => options.Measures = (AnomalyMeasures)17, "Measures is 17, but must be one or several of" },
        { "AutoEncoder", options => options.AutoEncoder = null!, "AutoEncoder is null, but must be set." },
        { "AutoEncoder.OutputColumnName", options => options.AutoEncoder.OutputColumnName = "Code",
            "AutoEncoder.OutputColumnName is Code, but must be null" },
        { "AutoEncoder.LayerColumns", options => options.AutoEncoder.LayerColumns = [new("Wide", 1)],
            "AutoEncoder.LayerColumns is 1 column(s), but must be empty" },
        { "CodeSize", options => options.AutoEncoder.CodeSize = 0, "CodeSize is 0, but must be at least 1." },
    };

    [Theory, MemberData(nameof(BadOptions))]
    public void Bad_option_is_refused_by_name(string name, Action<Options> spoil, string message)
    {
        var options = new Options();
        spoil(options);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.AnomalyDetection.Trainers.AutoEncoder(options));

        Assert.Equal(name, exception.ParamName);
        Assert.StartsWith(message, exception.Message);
    }

    [Fact]
    public void Options_that_change_later_have_no_effect()
    {
        var data = new SyntheticData();
        var options = TinyAnomalyDetector.Options();
        var trainer = _mlContext.AnomalyDetection.Trainers.AutoEncoder(options);
        var expected = ViewContent.Texts(TinyAnomalyDetector.Fit(data.Dense).Transform(data.Dense));

        options.AutoEncoder.HiddenLayerSizes![0] = 99;
        options.AutoEncoder.CodeSize = 1;
        options.Contamination = 0.9f;
        options.SlotErrorColumnName = null;

        Assert.Equal(expected, ViewContent.Texts(trainer.Fit(data.Dense).Transform(data.Dense)));
        Assert.Null(options.AutoEncoder.OutputColumnName);
    }
}
