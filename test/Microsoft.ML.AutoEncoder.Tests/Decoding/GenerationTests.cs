using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Decoding;

/// <summary>New rows from a variational model.</summary>
public sealed class GenerationTests
{
    private static readonly SyntheticData Data = new();
    private static readonly AutoEncoderTransformer Model = Fit(SyntheticData.Features);

    [Fact]
    public void Generated_rows_are_like_those_of_the_input_column()
    {
        var generated = Model.Generate(9, seed: 1);

        var column = Assert.Single(generated.Schema);
        Assert.Equal(SyntheticData.Features, column.Name);
        Assert.Equal(Data.FeaturesType, column.Type);
        var rows = Rows(generated);
        Assert.Equal(9, rows.Length);
        Assert.All(rows, row => Assert.All(row, value => Assert.InRange(value, 0f, 1f)));
        Assert.Equal(9, rows.Select(RowReader.Text).Distinct().Count());
        Assert.Equal(9, Model.Transform(generated).GetColumn<float[]>(TinyAutoEncoder.Encoded).Count());
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_a_greater_count_more_of_them()
    {
        var rows = Rows(Model.Generate(5, seed: 3));

        Assert.Equal(rows, Rows(Model.Generate(5, seed: 3)));
        Assert.Equal(rows, Rows(Model.Generate(8, seed: 3))[..5]);
    }

    [Fact]
    public void Another_seed_gives_other_rows() =>
        Assert.Empty(Texts(Model.Generate(20, seed: -1)).Intersect(Texts(Model.Generate(20, seed: 2))));

    [Fact]
    public void Codes_have_the_standard_normal_distribution()
    {
        // Without hidden layers and with the identity at the output the decoder is linear, so its codes can be told from its outputs.
        const int count = 20_000;
        var options = Options(SyntheticData.Features);
        options.HiddenLayerSizes = [];
        options.OutputActivation = Activation.Identity;
        var model = TinyAutoEncoder.Fit(Data.Dense, options);
        var (mean, first) = (new float[Data.Size], new float[Data.Size]);
        model.Decode([0, 0, 0], mean);
        var variance = new double[Data.Size];
        for (var unit = 0; unit < model.CodeSize; unit++)
        {
            var code = new float[model.CodeSize];
            code[unit] = 1;
            model.Decode(code, first);
            for (var slot = 0; slot < variance.Length; slot++)
            {
                variance[slot] += Math.Pow(first[slot] - mean[slot], 2);
            }
        }

        var rows = Rows(model.Generate(count, seed: 1));

        for (var slot = 0; slot < variance.Length; slot++)
        {
            var deviations = rows.Select(row => (row[slot] - mean[slot]) / Math.Sqrt(variance[slot])).ToArray();
            // Five standard errors of the mean and of the variance of as many normal numbers.
            Assert.InRange(deviations.Average(), -5 / Math.Sqrt(count), 5 / Math.Sqrt(count));
            Assert.InRange(deviations.Average(value => value * value), 1 - (5 * Math.Sqrt(2.0 / count)), 1 + (5 * Math.Sqrt(2.0 / count)));
        }
    }

    [Fact]
    public void A_loaded_model_generates_the_same_bits()
    {
        var loaded = Assert.IsType<AutoEncoderTransformer>(TinyAutoEncoder.SaveAndLoad(Model, Data.Dense.Schema));

        Assert.Equal(Rows(Model.Generate(4, seed: 5)), Rows(loaded.Generate(4, seed: 5)));
    }

    [Fact]
    public void Only_variational_models_generate()
    {
        var plain = TinyAutoEncoder.Fit(Data.Dense);
        var loaded = (AutoEncoderTransformer)TinyAutoEncoder.SaveAndLoad(plain, Data.Dense.Schema);

        Assert.Contains(
            "variational", Assert.Throws<InvalidOperationException>(() => plain.Generate(1, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => loaded.Generate(1, seed: 1));
    }

    [Fact]
    public void Rows_are_drawn_when_they_are_read()
    {
        var rows = Model.Generate(int.MaxValue, seed: 3);

        using var cursor = rows.GetRowCursor(rows.Schema);
        var getValues = cursor.GetGetter<VBuffer<float>>(rows.Schema[0]);
        var values = default(VBuffer<float>);
        foreach (var expected in Rows(Model.Generate(5, seed: 3)))
        {
            Assert.True(cursor.MoveNext());
            getValues(ref values);
            Assert.Equal(expected, values.DenseValues());
        }
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void There_is_at_least_one_row(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Model.Generate(count, seed: 1));

    [Fact]
    public void An_input_column_may_be_named_like_the_codes()
    {
        var data = VectorData.Create(new MLContext(), Data.Rows);
        var renamed = new MLContext().Transforms.CopyColumns("Code", SyntheticData.Features).Fit(data).Transform(data);

        var schema = TinyAutoEncoder.Fit(renamed, Options("Code")).Generate(1, seed: 1).Schema;
        Assert.Equal(["Code"], schema.Where(column => !column.IsHidden).Select(column => column.Name));
    }

    private static AutoEncoderTransformer Fit(string input) => TinyAutoEncoder.Fit(Data.Dense, Options(input));

    private static AutoEncoderEstimator.Options Options(string input)
    {
        var options = TinyAutoEncoder.Options();
        options.InputColumnName = input;
        options.CodeActivation = Activation.Identity;
        options.Regularizers = [AutoEncoderRegularizer.Variational()];
        return options;
    }

    private static float[][] Rows(IDataView data) => [.. data.GetColumn<float[]>(data.Schema[^1].Name)];

    private static IEnumerable<string> Texts(IDataView data) => Rows(data).Select(RowReader.Text);
}
