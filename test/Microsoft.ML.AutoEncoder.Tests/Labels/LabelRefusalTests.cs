using Microsoft.ML.Data;
using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Labels;

/// <summary>Labels that cannot help are refused, with the reason and what to do.</summary>
public sealed class LabelRefusalTests
{
    private readonly MLContext _mlContext = new(1);

    [Fact]
    public void Rows_without_any_label_are_refused() => AssertRefused<InvalidOperationException>(
        "Column 'Number' has a label in none of the rows to train on. Give some, or leave LabelColumnName null.",
        "Number", number: _ => float.NaN);

    [Fact]
    public void Labels_that_are_all_the_same_are_refused() => AssertRefused<InvalidOperationException>(
        "Column 'Number' has the same label in all 7 row(s) to train on that have one", "Number", number: row => row < 7 ? 2 : float.NaN);

    [Fact]
    public void An_infinite_label_is_refused() => AssertRefused<InvalidOperationException>(
        "Column 'Number' has the label Infinity in row 3. A label must be a finite number, or NaN", "Number",
        number: row => row == 3 ? float.PositiveInfinity : row);

    [Fact]
    public void A_text_is_refused_with_what_makes_a_key_of_it() => AssertRefused<ArgumentOutOfRangeException>(
        "expected a key, Boolean or Single, got String. Make a key of it first: mlContext.Transforms.Conversion.MapValueToKey(\"Text\").",
        "Text");

    [Fact]
    public void A_column_that_is_not_there_is_refused() =>
        AssertRefused<ArgumentOutOfRangeException>("Could not find label column 'Nmber'. ", "Nmber");

    [Fact]
    public void Another_number_of_classes_in_rows_for_validation_is_refused()
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(20, 4));
        var other = _mlContext.Transforms.DropColumns("Class").Append(_mlContext.Transforms.CopyColumns("Class", "Truth"))
            .Fit(data).Transform(data);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => _mlContext.Transforms.AutoEncoder(Create("Class")).Fit(data, other));

        Assert.Contains("Column 'Class' is Boolean in the rows for validation", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pseudo_labels_of_numbers_are_refused()
    {
        var options = Create("Number");
        options.PseudoLabelWeight = 1;

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() =>
            _mlContext.Transforms.AutoEncoder(options).Fit(VectorData.Create(_mlContext, VectorData.Learnable(20, 4))));

        Assert.Contains("PseudoLabelWeight is 1, but must be 0 or null", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_need_labels_are_refused_without()
    {
        AssertRefused("LabelWeight is 2, but must be null where LabelColumnName is", options => options.LabelWeight = 2);
        AssertRefused("PseudoLabelWeight is 1, but must be null where", options => options.PseudoLabelWeight = 1);
        AssertRefused(
            "EarlyStopping is EarlyStopping(patience: 5, minimumImprovement: 0.001, loss: Labels), but must be one by another loss",
            options => options.EarlyStopping = new EarlyStopping(loss: EarlyStoppingLoss.Labels));
        AssertRefused(
            "OutputColumnName and LabelColumnName are both 'Code'", options => options.LabelColumnName = options.OutputColumnName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(loss: (EarlyStoppingLoss)7));
    }

    [Fact]
    public void A_detector_takes_no_labels()
    {
        var options = new AutoEncoderAnomalyTrainer.Options();
        options.AutoEncoder.LabelColumnName = "Class";

        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => _mlContext.AnomalyDetection.Trainers.AutoEncoder(options));

        Assert.Contains("AutoEncoder.LabelColumnName is Class, but must be null", exception.Message, StringComparison.Ordinal);
    }

    private void AssertRefused(string message, Action<Options> choose)
    {
        var options = Create(null);
        choose(options);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Transforms.AutoEncoder(options));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    private void AssertRefused<T>(string message, string column, Func<int, float>? number = null)
        where T : Exception
    {
        var data = _mlContext.Data.LoadFromEnumerable(VectorData.Learnable(20, 4).Select((row, i) => new Row
        {
            Features = row,
            Number = number?.Invoke(i) ?? i,
        }));
        var exception = Assert.Throws<T>(() => _mlContext.Transforms.AutoEncoder(Create(column)).Fit(data));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static Options Create(string? label) => new()
    {
        InputColumnName = "Features",
        OutputColumnName = "Code",
        LabelColumnName = label,
        HiddenLayerSizes = [],
        CodeSize = 2,
        NumberOfEpochs = 1,
        Seed = 1,
    };

    private sealed class Row
    {
        [VectorType(4)]
        public float[] Features = [];

        public float Number;

        public string Text = "a";
    }
}
