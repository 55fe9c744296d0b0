using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>Which getters a cursor gives, and when they can be called.</summary>
public sealed class GetterTests
{
    private readonly InMemoryDataView _input = new SyntheticData().Dense;
    private readonly IDataView _view;

    public GetterTests() => _view = TinyAutoEncoder.Fit(_input).Transform(_input);

    public static TheoryData<string, bool> AddedColumns => new MatrixTheoryData<string, bool>(
        TinyAutoEncoder.AddedColumns, [false, true]);

    [Theory, MemberData(nameof(AddedColumns))]
    public void There_is_no_getter_for_an_inactive_column(string name, bool parallel)
    {
        using var cursor = GetCursor(parallel, _view.Schema.Where(column => column.Name != name));
        var column = _view.Schema[name];

        Assert.False(cursor.IsColumnActive(column));
        SchemaAssert.Refuses(() => cursor.GetGetter<VBuffer<float>>(column));
        SchemaAssert.Refuses(() => cursor.GetGetter<float>(column));
    }

    [Theory, MemberData(nameof(AddedColumns))]
    public void There_is_no_getter_of_another_type(string name, bool parallel)
    {
        using var cursor = GetCursor(parallel, _view.Schema);
        var column = _view.Schema[name];

        SchemaAssert.Refuses(() => cursor.GetGetter<double>(column));
        SchemaAssert.Refuses(() => cursor.GetGetter<VBuffer<double>>(column));
        SchemaAssert.Refuses(() => cursor.GetGetter<float[]>(column));
        if (column.Type is VectorDataViewType)
        {
            SchemaAssert.Refuses(() => cursor.GetGetter<float>(column));
        }
        else
        {
            SchemaAssert.Refuses(() => cursor.GetGetter<VBuffer<float>>(column));
        }
    }

    [Theory, MemberData(nameof(AddedColumns))]
    public void Only_requested_columns_are_active(string name, bool parallel)
    {
        using var cursor = GetCursor(parallel, [_view.Schema[name]]);

        Assert.Equal([name], _view.Schema.Where(cursor.IsColumnActive).Select(column => column.Name));
    }

    [Theory, MemberData(nameof(AddedColumns))]
    public void A_getter_throws_before_the_first_row_and_after_the_last(string name, bool parallel)
    {
        using var cursor = GetCursor(parallel, [_view.Schema[name]]);
        var get = Getter(cursor, _view.Schema[name]);

        Assert.Throws<InvalidOperationException>(get);
        Assert.True(cursor.MoveNext());
        get();
        while (cursor.MoveNext())
        {
            get();
        }

        Assert.Throws<InvalidOperationException>(get);
    }

    [Theory, MemberData(nameof(AddedColumns))]
    public void A_getter_gives_the_same_value_as_often_as_it_is_called(string name, bool parallel)
    {
        using var cursor = GetCursor(parallel, [_view.Schema[name]]);
        var first = new RowReader(cursor);
        var second = new RowReader(cursor);
        while (cursor.MoveNext())
        {
            var expected = first.Read().ToString();
            Assert.Equal(expected, first.Read().ToString());
            Assert.Equal(expected, second.Read().ToString());
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Columns_of_another_schema_are_refused(bool parallel)
    {
        var wider = new InMemoryDataView(1, Enumerable.Range(0, 20).Select(i => InMemoryColumn.Text($"Column {i}", ["text"])));
        using var cursor = GetCursor(parallel, _view.Schema);

        Assert.ThrowsAny<Exception>(() => cursor.IsColumnActive(wider.Schema[19]));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<ReadOnlyMemory<char>>(wider.Schema[19]));
    }

    private static Action Getter(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            var getVector = cursor.GetGetter<VBuffer<float>>(column);
            var vector = default(VBuffer<float>);
            return () => getVector(ref vector);
        }

        var getScalar = cursor.GetGetter<float>(column);
        var scalar = 0f;
        return () => getScalar(ref scalar);
    }

    /// <summary>The cursor that a reader gets by default merges those of several threads; the other one is the model's own.</summary>
    private DataViewRowCursor GetCursor(bool parallel, IEnumerable<DataViewSchema.Column> columns) =>
        parallel ? _view.GetRowCursor(columns) : Assert.Single(_view.GetRowCursorSet(columns, 1));
}
