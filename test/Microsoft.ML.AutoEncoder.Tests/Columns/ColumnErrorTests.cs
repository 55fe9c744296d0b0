using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Columns;

/// <summary>Errors about columns say what there is, and what to do.</summary>
public sealed class ColumnErrorTests
{
    private static readonly SyntheticData Data = new();

    [Fact]
    public void A_missing_column_names_those_that_there_are_nearest_first()
    {
        var message = Refusal(Data.Dense, options => options.InputColumnName = "features");

        Assert.StartsWith("Could not find input column 'features'. The columns are 'Features', ", message, StringComparison.Ordinal);
        Assert.All(["'Name'", "'Weight'", "'Label'"], name => Assert.Contains(name, message));
    }

    [Fact]
    public void A_missing_weight_names_the_nearest_column_first()
    {
        var message = Refusal(Data.Dense, options => options.ExampleWeightColumnName = "Wieght");

        Assert.StartsWith("Could not find example weight column 'Wieght'. The columns are 'Weight', ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_columns_ten_are_named()
    {
        var view = Enumerable.Range(0, 20).Aggregate(
            Data.Dense.Without(SyntheticData.Features),
            (data, i) => data.With(InMemoryColumn.Dense($"Feature{i}", Data.FeaturesType, Data.Rows)));

        var message = Refusal(view, _ => { });

        Assert.Equal(10, message.Split("'Feature").Length - 2);
        Assert.Contains("there are 13 more", message);
    }

    [Fact]
    public void A_fitted_model_names_the_columns_too()
    {
        var model = TinyAutoEncoder.Fit(Data.Dense);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(Data.Dense.Without(SyntheticData.Features)));

        Assert.Contains("Could not find input column 'Features'. The columns are ", exception.Message);
    }

    [Theory]
    [InlineData("Single", "Concatenate(\"Features\"")]
    [InlineData("Double", "ConvertType(\"Features\"", "Concatenate(\"Features\"")]
    [InlineData("Boolean", "ConvertType(\"Features\"", "Concatenate(\"Features\"")]
    [InlineData("Text", "OneHotEncoding(\"Features\")", "FeaturizeText(\"Features\")")]
    [InlineData("Key", "MapKeyToVector(\"Features\")", "OneHotEncoding")]
    [InlineData("Vector of Double", "ConvertType(\"Features\"")]
    [InlineData("Vector of Text", "OneHotEncoding(\"Features\")", "FeaturizeText(\"Features\")")]
    [InlineData("Vector of unknown size", "VectorType(size)")]
    public void A_column_of_another_type_comes_with_the_mend(string type, params string[] mends)
    {
        var message = Refusal(Data.Dense.With(Column(type)), _ => { });

        const string start = "Schema mismatch for input column 'Features': expected known-size vector of Single, got ";
        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.All(mends, mend => Assert.Contains(mend, message));
    }

    [Fact]
    public void A_detector_says_the_same()
    {
        var trainer = new MLContext(1).AnomalyDetection.Trainers.AutoEncoder(TinyAnomalyDetector.Options());
        var missing = Data.Dense.Without(SyntheticData.Features);
        var scalar = Data.Dense.With(Column("Single"));

        Assert.All(
            [
                () => trainer.Fit(missing),
                () => trainer.Fit(Data.Dense, missing),
                () => trainer.GetOutputSchema(SchemaShape.Create(missing.Schema)),
            ],
            (Action fit) => Assert.StartsWith(
                "Could not find feature column 'Features'. The columns are ",
                Assert.Throws<ArgumentOutOfRangeException>(fit).Message,
                StringComparison.Ordinal));
        var inChain = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Append(trainer).Fit(scalar));
        Assert.Contains("Concatenate(\"Features\"", inChain.Message);
    }

    [Fact]
    public void The_mends_work()
    {
        var mlContext = new MLContext(1);
        var data = mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(0, 10).Select(i => new Row { Number = i % 2, Text = i % 3 == 0 ? "a" : "b" }));
        var options = TinyAutoEncoder.Options();

        var pipeline = mlContext.Transforms.Conversion.ConvertType("Number", outputKind: DataKind.Single)
            .Append(mlContext.Transforms.Categorical.OneHotEncoding("Text"))
            .Append(mlContext.Transforms.Concatenate("Features", "Number", "Text"))
            .Append(mlContext.Transforms.AutoEncoder(options));

        Assert.Equal(10, pipeline.Fit(data).Transform(data).GetColumn<float[]>(TinyAutoEncoder.Encoded).Count());
    }

    [Fact]
    public void A_weight_of_another_type_comes_with_the_mend()
    {
        var weights = InMemoryColumn.Scalar(SyntheticData.Weight, NumberDataViewType.Double, Data.Rows.Select(_ => 1.0));

        var message = Refusal(Data.Dense.With(weights), options => options.ExampleWeightColumnName = SyntheticData.Weight);

        Assert.Contains(
            "expected Single, got Double. Convert the numbers: mlContext.Transforms.Conversion.ConvertType(\"Weight\"", message);
    }

    private static InMemoryColumn Column(string type)
    {
        const string name = SyntheticData.Features;
        return type switch
        {
            "Single" => InMemoryColumn.Scalar(name, NumberDataViewType.Single, Data.Rows.Select(row => row[0])),
            "Double" => InMemoryColumn.Scalar(name, NumberDataViewType.Double, Data.Rows.Select(row => (double)row[0])),
            "Boolean" => InMemoryColumn.Scalar(name, BooleanDataViewType.Instance, Data.Rows.Select(row => row[0] > 0)),
            "Text" => InMemoryColumn.Text(name, Data.Rows.Select(_ => "a")),
            "Key" => InMemoryColumn.Scalar(name, new KeyDataViewType(typeof(uint), 3), Data.Rows.Select(_ => 1u)),
            "Vector of Double" => Vector(NumberDataViewType.Double, value => (double)value),
            "Vector of Text" => Vector(TextDataViewType.Instance, value => "a".AsMemory()),
            _ => InMemoryColumn.Dense(name, new VectorDataViewType(NumberDataViewType.Single), Data.Rows),
        };

        InMemoryColumn Vector<T>(PrimitiveDataViewType itemType, Func<float, T> convert) =>
            InMemoryColumn.Dense(name, new VectorDataViewType(itemType, Data.Size), Data.Rows.Select(row => row.Select(convert).ToArray()));
    }

    private static string Refusal(IDataView data, Action<AutoEncoderEstimator.Options> change)
    {
        var options = TinyAutoEncoder.Options();
        change(options);
        var estimator = new MLContext(1).Transforms.AutoEncoder(options);
        var fitting = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message;
        var promising = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShape.Create(data.Schema)));
        Assert.Equal(fitting, promising.Message);
        return fitting;
    }

    private sealed class Row
    {
        public int Number { get; set; }

        public string Text { get; set; } = string.Empty;
    }
}
