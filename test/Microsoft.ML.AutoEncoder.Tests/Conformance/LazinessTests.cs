using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>Nothing is computed, and nothing asked of the input, but what the active columns need.</summary>
public sealed class LazinessTests
{
    private const int RowCount = 30;

    private readonly AutoEncoderTransformer _model;
    private readonly InMemoryDataView _input;
    private readonly IDataView _view;

    public LazinessTests()
    {
        var data = new SyntheticData(RowCount);
        _model = TinyAutoEncoder.Fit(data.Dense);
        _input = data.Dense;
        _view = _model.Transform(_input);
    }

    private int InputCalls => _input.Log.GetterCalls(SyntheticData.Features);

    [Fact]
    public void Transforming_reads_nothing()
    {
        Assert.Empty(_input.Log.RequestedColumns);
    }

    [Fact]
    public void Counting_rows_does_not_read_the_input_column()
    {
        Assert.Equal(RowCount, ViewContent.Read(_view, _ => false).Count);

        Assert.Equal(0, InputCalls);
        Assert.All(_input.Log.RequestedColumns, Assert.Empty);
    }

    [Fact]
    public void Columns_that_pass_through_do_not_read_the_input_column()
    {
        ViewContent.Read(_view, SyntheticData.Name, SyntheticData.Weight);

        Assert.Equal(0, InputCalls);
        Assert.All(_input.Log.RequestedColumns, names => Assert.Equal([SyntheticData.Name, SyntheticData.Weight], names));
    }

    [Theory]
    [InlineData(TinyAutoEncoder.Encoded)]
    [InlineData(TinyAutoEncoder.Reconstructed)]
    [InlineData(TinyAutoEncoder.ReconstructionError)]
    [InlineData(TinyAutoEncoder.SlotErrors)]
    public void A_column_reads_the_input_column_once_for_each_row(string name)
    {
        ViewContent.Read(_view, name);

        Assert.Equal(RowCount, InputCalls);
        Assert.All(_input.Log.RequestedColumns, names => Assert.Equal([SyntheticData.Features], names));
    }

    [Theory, InlineData(1), InlineData(3)]
    public void All_columns_of_a_row_share_one_read_of_the_input_column(int callsPerRow)
    {
        var added = _view.Schema.Where(column => column.Index >= _input.Schema.Count).ToArray();
        Assert.Equal(4, added.Length);
        using var cursor = Assert.Single(_view.GetRowCursorSet(added, 1));
        var reader = new RowReader(cursor);
        while (cursor.MoveNext())
        {
            for (var call = 0; call < callsPerRow; call++)
            {
                reader.Read();
            }
        }

        Assert.Equal(RowCount, InputCalls);
    }

    [Fact]
    public void Rows_whose_values_nobody_fetches_are_not_computed()
    {
        using var cursor = Assert.Single(_view.GetRowCursorSet(_view.Schema, 1));
        var reader = new RowReader(cursor, column => column.Name == TinyAutoEncoder.Reconstructed);
        while (cursor.MoveNext())
        {
            if (cursor.Position == 5)
            {
                reader.Read();
            }
        }

        Assert.Equal(1, InputCalls);
    }

    [Fact]
    public void A_prediction_reads_the_input_column_once()
    {
        ITransformer model = _model;
        var mapper = model.GetRowToRowMapper(_input.Schema);
        using var cursor = _input.GetRowCursor(_input.Schema);
        using var row = mapper.GetRow(cursor, mapper.OutputSchema);
        var reader = new RowReader(row, column => column.Index >= _input.Schema.Count);

        Assert.True(cursor.MoveNext());
        reader.Read();

        Assert.Equal(1, InputCalls);
    }

    [Fact]
    public void Training_reads_each_row_once_and_only_the_columns_it_needs()
    {
        var options = TinyAutoEncoder.Options();
        TinyAutoEncoder.Fit(_input, options);
        Assert.Equal([SyntheticData.Features], Assert.Single(_input.Log.RequestedColumns));
        Assert.Equal(RowCount, InputCalls);

        options.ExampleWeightColumnName = SyntheticData.Weight;
        TinyAutoEncoder.Fit(_input, options);
        Assert.Equal([SyntheticData.Features, SyntheticData.Weight], _input.Log.RequestedColumns.Last());
        Assert.Equal(2 * RowCount, InputCalls);
    }

    [Fact]
    public void A_classifier_on_the_code_makes_the_model_compute_nothing_else()
    {
        var dropped = new MLContext().Transforms.SelectColumns(TinyAutoEncoder.Encoded).Fit(_view).Transform(_view);

        ViewContent.Read(dropped);

        Assert.All(_input.Log.RequestedColumns, names => Assert.Equal([SyntheticData.Features], names));
        Assert.Equal(RowCount, InputCalls);
    }
}
