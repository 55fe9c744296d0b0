using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>How a cursor moves and ends. Each test runs on the cursor that merges several threads, and on the model's own.</summary>
public sealed class CursorRuleTests
{
    private readonly InMemoryDataView _input = new SyntheticData().Dense;
    private readonly IDataView _view;

    public CursorRuleTests() => _view = TinyAutoEncoder.Fit(_input).Transform(_input);

    [Theory, InlineData(false), InlineData(true)]
    public void The_position_counts_the_rows_from_zero(bool parallel)
    {
        using var cursor = GetCursor(parallel);
        Assert.Equal(-1, cursor.Position);
        for (var row = 0; row < _input.GetRowCount(); row++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(row, cursor.Position);
        }

        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void After_the_end_there_is_never_another_row(bool parallel)
    {
        using var cursor = GetCursor(parallel);
        while (cursor.MoveNext())
        {
        }

        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_cursor_has_the_schema_of_its_view(bool parallel)
    {
        using var cursor = GetCursor(parallel);

        Assert.Same(_view.Schema, cursor.Schema);
        Assert.Same(_view.Schema, _view.Schema);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Each_pass_gives_the_same_rows_in_the_same_order(bool parallel)
    {
        using var first = GetCursor(parallel);
        using var second = GetCursor(parallel);

        Assert.Equal(ViewContent.Texts(first), ViewContent.Texts(second));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_cursor_that_is_read_to_its_end_lets_go_of_its_input(bool parallel)
    {
        using (var cursor = GetCursor(parallel))
        {
            Assert.True(_input.Log.OpenCursorCount > 0);
            ViewContent.Read(cursor);
        }

        Assert.Equal(0, _input.Log.OpenCursorCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_cursor_that_is_given_up_halfway_lets_go_of_its_input(bool parallel)
    {
        var cursor = GetCursor(parallel);
        Assert.True(cursor.MoveNext());

        cursor.Dispose();
        cursor.Dispose();

        Assert.Equal(0, _input.Log.OpenCursorCount);
        Assert.Equal(-1, cursor.Position);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Identifiers_are_the_same_as_often_as_they_are_read(bool parallel)
    {
        using var cursor = GetCursor(parallel);
        var getFirst = cursor.GetIdGetter();
        var getSecond = cursor.GetIdGetter();
        DataViewRowId first = default, again = default, second = default;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            getFirst(ref first);
            getFirst(ref again);
            getSecond(ref second);
            Assert.Equal(InMemoryCursor.IdOf(row), first);
            Assert.Equal(first, again);
            Assert.Equal(first, second);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Skipped_values_do_not_confuse_the_rows_after_them(bool parallel)
    {
        var expected = ViewContent.Read(_view);
        using var cursor = GetCursor(parallel);
        var reader = new RowReader(cursor);
        for (var row = 0; cursor.MoveNext(); row++)
        {
            if (row % 3 == 0)
            {
                Assert.Equal(expected[row].ToString(), reader.Read().ToString());
            }
        }
    }

    [Fact]
    public void Columns_can_be_read_in_any_order()
    {
        var expected = ViewContent.Read(_view);
        var added = _view.Schema.Where(column => column.Index >= _input.Schema.Count).ToArray();
        var random = new Random(1);
        using var cursor = GetCursor(parallel: false);
        var readers = added.Select(column => new RowReader(cursor, other => other.Index == column.Index)).ToArray();
        for (var row = 0; cursor.MoveNext(); row++)
        {
            foreach (var i in Enumerable.Range(0, added.Length).OrderBy(_ => random.Next()).Take(3))
            {
                Assert.Equal(expected[row].Values[added[i].Index], readers[i].Read().Values[added[i].Index]);
            }
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_number_of_rows_is_that_of_the_input(bool known)
    {
        _input.KnowsRowCount = known;

        Assert.Equal(known ? 30 : null, _view.GetRowCount());
    }

    private DataViewRowCursor GetCursor(bool parallel) =>
        parallel ? _view.GetRowCursor(_view.Schema) : Assert.Single(_view.GetRowCursorSet(_view.Schema, 1));
}
