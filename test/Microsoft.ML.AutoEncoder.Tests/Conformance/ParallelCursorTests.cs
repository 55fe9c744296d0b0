using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

public sealed class ParallelCursorTests
{
    public static TheoryData<int, bool> Sets => new MatrixTheoryData<int, bool>([0, 1, 2, 3, 7], [false, true]);

    [Theory, MemberData(nameof(Sets))]
    public void A_set_of_cursors_gives_every_row_exactly_once(int cursorCount, bool sourceHasOneCursor)
    {
        var view = Transform(sourceHasOneCursor);
        var expected = ViewContent.Read(view);

        var actual = ReadSet(view, cursorCount).SelectMany(rows => rows).ToArray();

        Assert.Equal(expected.Select(row => row.ToString()).Order(), actual.Select(row => row.ToString()).Order());
        Assert.Equal(actual.Length, actual.Select(row => row.Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Sets))]
    public void A_stable_sort_by_batch_restores_the_order(int cursorCount, bool sourceHasOneCursor)
    {
        var view = Transform(sourceHasOneCursor);
        var expected = ViewContent.Read(view);

        var actual = ReadSet(view, cursorCount).SelectMany(rows => rows).OrderBy(row => row.Batch);

        Assert.Equal(expected.Select(row => row.ToString()), actual.Select(row => row.ToString()));
    }

    [Theory, MemberData(nameof(Sets))]
    public void Batches_never_decrease_and_belong_to_one_cursor(int cursorCount, bool sourceHasOneCursor)
    {
        var sets = ReadSet(Transform(sourceHasOneCursor), cursorCount);

        Assert.All(sets, rows => Assert.Equal(rows.Select(row => row.Batch).Order(), rows.Select(row => row.Batch)));
        var batches = sets.SelectMany(rows => rows.Select(row => row.Batch).Distinct()).ToArray();
        Assert.Equal(batches.Length, batches.Distinct().Count());
    }

    [Theory, MemberData(nameof(Sets))]
    public void A_set_of_shuffled_cursors_gives_the_order_of_one_shuffled_cursor(int cursorCount, bool sourceHasOneCursor)
    {
        var view = Transform(sourceHasOneCursor);
        var expected = ViewContent.Read(view, new Random(5));

        var actual = ReadSet(view, cursorCount, new Random(5)).SelectMany(rows => rows).OrderBy(row => row.Batch);

        Assert.Equal(expected.Select(row => row.ToString()), actual.Select(row => row.ToString()));
    }

    [Fact]
    public void A_set_has_the_cursors_that_its_source_gives()
    {
        var view = Transform(sourceHasOneCursor: false);

        var cursors = view.GetRowCursorSet(view.Schema, 3);

        Assert.Equal(3, cursors.Length);
        Array.ForEach(cursors, cursor => cursor.Dispose());
    }

    [Fact]
    public void Several_threads_can_read_one_view_at_once()
    {
        var view = Transform(sourceHasOneCursor: false);
        var expected = ViewContent.Texts(view);

        var actual = ParallelRun.OnThreads(4, _ => ViewContent.Read(view));

        Assert.All(actual, rows => Assert.Equal(expected, rows.Select(row => row.ToString())));
    }

    private static IDataView Transform(bool sourceHasOneCursor)
    {
        var input = new SyntheticData(rowCount: 150).Dense;
        input.MaximumCursorCount = sourceHasOneCursor ? 1 : int.MaxValue;
        return TinyAutoEncoder.Fit(input).Transform(input);
    }

    /// <summary>Each cursor on a thread of its own: those that split one cursor wait for each other.</summary>
    private static IReadOnlyList<RowContent>[] ReadSet(IDataView view, int count, Random? random = null)
    {
        var cursors = view.GetRowCursorSet(view.Schema, count, random);
        return ParallelRun.OnThreads(cursors.Length, i =>
        {
            using var cursor = cursors[i];
            Assert.Same(view.Schema, cursor.Schema);
            return ViewContent.Read(cursor);
        });
    }
}
