using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Training refuses data that nothing can be learnt from, and says where it is and what to do.</summary>
public sealed class BadValueTests
{
    private readonly MLContext _mlContext = new(1);

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Value_that_is_not_finite_is_named_with_its_place(float value, string shown)
    {
        var rows = VectorData.Learnable(9, 4);
        rows[5][2] = value;

        AssertFitFails(
            rows,
            new() { OutputColumnName = "Features" },
            $"Column 'Features' has the value {shown} in row 5, slot 2. Training needs finite values: " +
            "replace missing ones (ReplaceMissingValues), or filter such rows out (FilterRowsByMissingValues).");
    }

    [Fact]
    public void Value_that_is_not_finite_is_refused_with_an_unbounded_output_too()
    {
        var rows = VectorData.Learnable(9, 4);
        rows[8][3] = float.NaN;

        AssertFitFails(
            rows,
            new() { OutputColumnName = "Features", OutputActivation = Activation.Identity },
            "Column 'Features' has the value NaN in row 8, slot 3. Training needs finite values: " +
            "replace missing ones (ReplaceMissingValues), or filter such rows out (FilterRowsByMissingValues).");
    }

    [Theory]
    [InlineData(255f, "255")]
    [InlineData(-0.5f, "-0.5")]
    public void Value_that_a_sigmoid_cannot_give_is_named_with_the_ways_out(float value, string shown)
    {
        var rows = VectorData.Learnable(3, 4);
        rows[1][0] = value;

        AssertFitFails(
            rows,
            new() { OutputColumnName = "Features" },
            $"Column 'Features' has the value {shown} in row 1, slot 0, which is outside [0, 1], the range of the output activation " +
            "Sigmoid. " +
            "Scale the column (NormalizeMinMax with fixZero: false gives values in [0, 1]), or set OutputActivation to " +
            "Activation.Identity.");
    }

    [Fact]
    public void Both_ways_out_work()
    {
        var rows = VectorData.Learnable(30, 4);
        foreach (var row in rows)
        {
            row[0] = (row[0] * 300) - 170;
        }

        var data = VectorData.Create(_mlContext, rows);

        Assert.Throws<InvalidOperationException>(() => _mlContext.Transforms.AutoEncoder("Features", numberOfEpochs: 1).Fit(data));
        var normalized = _mlContext.Transforms.NormalizeMinMax("Features", fixZero: false)
            .Append(_mlContext.Transforms.AutoEncoder("Features", numberOfEpochs: 1)).Fit(data);
        var unbounded = _mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            NumberOfEpochs = 1,
            OutputActivation = Activation.Identity,
        }).Fit(data);

        Assert.All([normalized.LastTransformer, unbounded], model => Assert.True(double.IsFinite(model.TrainingHistory.Single().Loss)));
        Assert.All(((ITransformer[])[normalized, unbounded]).SelectMany(model => model.Transform(data).GetColumn<float[]>("Features")),
            code =>
            Assert.True(Array.TrueForAll(code, float.IsFinite)));
    }

    [Fact]
    public void Name_of_the_slot_is_part_of_the_message()
    {
        var table = _mlContext.Data.LoadFromEnumerable([new NamedRow { Height = 0.5f, Width = 7f }]);
        var pipeline = _mlContext.Transforms.Concatenate("Features", nameof(NamedRow.Height), nameof(NamedRow.Width))
            .Append(_mlContext.Transforms.AutoEncoder("Encoded", "Features"));

        var exception = Assert.Throws<InvalidOperationException>(() => pipeline.Fit(table));

        Assert.StartsWith(
            "Column 'Features' has the value 7 in row 0, slot 1 ('Width'), which is outside [0, 1]", exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_rows_are_refused() =>
        AssertFitFails([], new() { OutputColumnName = "Features" }, "Column 'Features' has no rows for training. At least one is needed.");

    [Theory]
    [InlineData(-1f, "-1")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void Bad_weight_is_named_with_its_row(float weight, string shown) => AssertFitFails(
        VectorData.Learnable(3, 2),
        new() { OutputColumnName = "Features", ExampleWeightColumnName = "Weight" },
        $"Column 'Weight' has the weight {shown} in row 2. A weight must be a finite number of at least 0.",
        weights: [1f, 0f, weight]);

    [Fact]
    public void Weights_that_are_all_zero_are_refused() => AssertFitFails(
        VectorData.Learnable(2, 2),
        new() { OutputColumnName = "Features", ExampleWeightColumnName = "Weight" },
        "Column 'Weight' has the weight 0 in every row for training. At least one must be positive.",
        weights: [0f, 0f]);

    [Fact]
    public void Training_that_diverges_says_so_and_what_to_do()
    {
        var rows = VectorData.Learnable(20, 3);
        rows[0][0] = 1e30f;

        var exception = Assert.Throws<InvalidOperationException>(() => Fit(
            rows, new()
            {
                OutputColumnName = "Features",
                OutputActivation = Activation.Identity,
                LearningRate = 0.5f,
                NumberOfEpochs = 5,
            }));

        Assert.Matches(
            @"^The training diverged: the loss became (Infinity|NaN) in epoch \d+, step \d+\. " +
            @"Lower LearningRate \(it is 0\.5\), or scale the input\.$",
            exception.Message);
    }

    [Fact]
    public void Estimator_can_be_fitted_again_after_a_failure()
    {
        var bad = VectorData.Learnable(5, 3);
        bad[4][0] = float.NaN;
        var estimator = _mlContext.Transforms.AutoEncoder("Features", codeSize: 2, numberOfEpochs: 1, seed: 3);
        Assert.Throws<InvalidOperationException>(() => estimator.Fit(VectorData.Create(_mlContext, bad)));

        var after = estimator.Fit(VectorData.Create(_mlContext, VectorData.Learnable(5, 3)));

        var fresh = _mlContext.Transforms.AutoEncoder("Features", codeSize: 2, numberOfEpochs: 1, seed: 3)
            .Fit(VectorData.Create(_mlContext, VectorData.Learnable(5, 3)));
        Assert.Equal(Codes(fresh), Codes(after));
    }

    [Fact]
    public void Vector_of_another_length_than_declared_is_refused()
    {
        var rows = VectorData.Learnable(4, 3);
        rows[2] = [0.1f, 0.2f];

        AssertFitFails(
            rows,
            new() { OutputColumnName = "Features" },
            "Column 'Features' is declared as Vector<Single, 3>, but its row 2 has 2 slots.");
    }

    private static float[] Codes(AutoEncoderTransformer model)
    {
        var code = new float[model.CodeSize];
        model.Encode(VectorData.Learnable(1, model.InputSize)[0], code);
        return code;
    }

    private void AssertFitFails(float[][] rows, AutoEncoderEstimator.Options options, string message, float[]? weights = null)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Fit(rows, options, weights));
        Assert.Equal(message, exception.Message);
        Assert.True(exception.Data.Contains("ML_IsMarked"), "Not raised through ML.NET's host.");
    }

    private AutoEncoderTransformer Fit(float[][] rows, AutoEncoderEstimator.Options options, float[]? weights = null) =>
        _mlContext.Transforms.AutoEncoder(options).Fit(VectorData.Create(_mlContext, rows, weights));

    private sealed class NamedRow
    {
        public float Height;

        public float Width;
    }
}
