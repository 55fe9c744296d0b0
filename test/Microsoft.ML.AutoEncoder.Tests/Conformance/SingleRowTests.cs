using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>Rows that are scored one by one, not through a view.</summary>
public sealed class SingleRowTests
{
    private readonly SyntheticData _data = new();

    [Fact]
    public void A_prediction_engine_gives_the_bits_that_transforming_gives()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        using var engine = new MLContext().Model.CreatePredictionEngine<FeaturesRow, ScoredRow>(model);

        var actual = _data.Rows.Select(row => engine.Predict(new FeaturesRow { Features = row }).ToString()).ToArray();

        Assert.Equal(ScoredRow.TextsOf(model.Transform(_data.Dense)), actual);
    }

    [Fact]
    public void A_prediction_engine_can_fill_the_same_object_again()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        using var engine = new MLContext().Model.CreatePredictionEngine<FeaturesRow, ScoredRow>(model);
        var input = new FeaturesRow();
        var output = new ScoredRow();
        foreach (var (row, expected) in _data.Rows.Zip(ScoredRow.TextsOf(model.Transform(_data.Dense))))
        {
            input.Features = row;
            engine.Predict(input, ref output);
            Assert.Equal(expected, output.ToString());
        }
    }

    [Fact]
    public void The_methods_for_spans_give_the_bits_that_transforming_gives()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var view = model.Transform(_data.Dense);
        var code = new float[model.CodeSize];
        var decoded = new float[model.InputSize];
        var reconstructed = new float[model.InputSize];
        foreach (var (row, expected) in _data.Rows.Zip(ViewContent.Read(view, TinyAutoEncoder.Encoded, TinyAutoEncoder.Reconstructed)))
        {
            model.Encode(row, code);
            model.Decode(code, decoded);
            model.Reconstruct(row, reconstructed);

            Assert.Equal(expected.Values[view.Schema[TinyAutoEncoder.Encoded].Index], RowReader.Text(code));
            Assert.Equal(expected.Values[view.Schema[TinyAutoEncoder.Reconstructed].Index], RowReader.Text(decoded));
            Assert.Equal(expected.Values[view.Schema[TinyAutoEncoder.Reconstructed].Index], RowReader.Text(reconstructed));
        }
    }

    [Fact]
    public void The_error_of_a_row_is_the_mean_of_those_of_its_slots()
    {
        using var engine = new MLContext().Model.CreatePredictionEngine<FeaturesRow, ScoredRow>(TinyAutoEncoder.Fit(_data.Dense));
        foreach (var row in _data.Rows)
        {
            var scored = engine.Predict(new FeaturesRow { Features = row });
            var errors = row.Zip(scored.Reconstructed, (value, other) => (value - other) * (value - other)).ToArray();

            Assert.Equal(errors, scored.SlotErrors);
            // The order of the additions is free.
            Assert.Equal(errors.Average(), scored.ReconstructionError, errors.Average() * 1e-6f);
        }
    }

    [Fact]
    public void A_mapped_row_follows_the_row_that_it_is_made_from()
    {
        var view = _data.Dense;
        ITransformer model = TinyAutoEncoder.Fit(view);
        var expected = ViewContent.Read(model.Transform(view));
        var mapper = model.GetRowToRowMapper(view.Schema);
        using var cursor = view.GetRowCursor(view.Schema);
        using var row = mapper.GetRow(cursor, mapper.OutputSchema);
        var reader = new RowReader(row, _ => true);
        Assert.Same(mapper.OutputSchema, row.Schema);
        foreach (var expectedRow in expected)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(cursor.Position, row.Position);
            Assert.Equal(expectedRow.ToString(), reader.Read().ToString());
        }
    }

    [Fact]
    public void A_mapped_row_computes_only_the_columns_that_are_asked_for()
    {
        var view = _data.Dense;
        ITransformer model = TinyAutoEncoder.Fit(view);
        var mapper = model.GetRowToRowMapper(view.Schema);
        using var cursor = view.GetRowCursor(view.Schema);
        using var row = mapper.GetRow(cursor, [mapper.OutputSchema[TinyAutoEncoder.Encoded]]);

        Assert.True(row.IsColumnActive(mapper.OutputSchema[TinyAutoEncoder.Encoded]));
        Assert.False(row.IsColumnActive(mapper.OutputSchema[TinyAutoEncoder.Reconstructed]));
    }

    [Fact]
    public void A_row_of_another_schema_is_not_mapped()
    {
        ITransformer model = TinyAutoEncoder.Fit(_data.Dense);
        var mapper = model.GetRowToRowMapper(_data.Dense.Schema);
        var other = _data.Dense;
        using var cursor = other.GetRowCursor(other.Schema);

        Assert.Throws<InvalidOperationException>(() => mapper.GetRow(cursor, mapper.OutputSchema));
    }

    [Fact]
    public void Only_the_input_column_is_needed_for_the_columns_that_are_added()
    {
        ITransformer model = TinyAutoEncoder.Fit(_data.Dense);
        var mapper = model.GetRowToRowMapper(_data.Dense.Schema);

        Assert.All(TinyAutoEncoder.AddedColumns, name => Assert.Equal([SyntheticData.Features], NeededFor(name)));
        Assert.Equal([SyntheticData.Name], NeededFor(SyntheticData.Name));
        Assert.Equal([SyntheticData.Features, SyntheticData.Weight], NeededFor(SyntheticData.Weight, TinyAutoEncoder.Encoded));
        Assert.Empty(NeededFor());

        IEnumerable<string> NeededFor(params string[] names) =>
            mapper.GetDependencies(names.Select(name => mapper.OutputSchema[name])).Select(column => column.Name).Order();
    }
}
