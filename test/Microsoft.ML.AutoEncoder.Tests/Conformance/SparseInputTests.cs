using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>How a vector is stored is no part of its value.</summary>
public sealed class SparseInputTests
{
    private readonly SyntheticData _data = new();

    [Fact]
    public void Sparse_and_dense_rows_are_scored_to_the_same_bits()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);

        Assert.Equal(Score(model, _data.Dense), Score(model, _data.Sparse));
    }

    [Fact]
    public void Sparse_and_dense_rows_train_the_same_model()
    {
        Assert.Equal(Score(TinyAutoEncoder.Fit(_data.Dense), _data.Dense), Score(TinyAutoEncoder.Fit(_data.Sparse), _data.Dense));
    }

    [Fact]
    public void Dense_and_sparse_rows_can_take_turns()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var rows = _data.Rows.Select((row, i) => i % 2 == 0 ? new VBuffer<float>(row.Length, row) : Sparse(row, slot => row[slot] != 0));

        Assert.Equal(Score(model, _data.Dense), Score(model, View(rows)));
    }

    [Fact]
    public void Zeros_that_a_sparse_row_stores_change_nothing()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var rows = _data.Rows.Select(row => Sparse(row, slot => row[slot] != 0 || slot % 2 == 0)).ToArray();
        Assert.Contains(rows, row => row.GetValues().Contains(0f));

        Assert.Equal(Score(model, _data.Dense), Score(model, View(rows)));
    }

    [Fact]
    public void A_sparse_row_without_values_is_a_row_of_zeros()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        _data.Rows[3] = new float[_data.Size];
        var rows = _data.Rows.Select(row => Sparse(row, slot => row[slot] != 0)).ToArray();
        Assert.Empty(rows[3].GetValues().ToArray());

        Assert.Equal(Score(model, _data.Dense), Score(model, View(rows)));
    }

    [Fact]
    public void The_sign_of_a_zero_changes_nothing()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var expected = Score(model, _data.Dense);
        foreach (var row in _data.Rows)
        {
            row.AsSpan().Replace(0f, -0f);
        }

        Assert.Equal(expected, Score(model, _data.Dense));
    }

    [Theory, InlineData(5), InlineData(7)]
    public void A_row_of_another_length_than_declared_is_refused(int length)
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var view = model.Transform(View(_data.Rows.Select(_ => new VBuffer<float>(length, new float[length]))));
        using var cursor = Assert.Single(view.GetRowCursorSet([view.Schema[TinyAutoEncoder.Encoded]], 1));
        var get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyAutoEncoder.Encoded]);
        var value = default(VBuffer<float>);

        Assert.True(cursor.MoveNext());
        SchemaAssert.Refuses(() => get(ref value));
    }

    private static VBuffer<float> Sparse(float[] row, Func<int, bool> isStored)
    {
        var slots = Enumerable.Range(0, row.Length).Where(isStored).ToArray();
        return new VBuffer<float>(row.Length, slots.Length, [.. slots.Select(slot => row[slot])], slots);
    }

    private static string[] Score(AutoEncoderTransformer model, IDataView view) =>
        ViewContent.Texts(model.Transform(view), TinyAutoEncoder.AddedColumns);

    private InMemoryDataView View(IEnumerable<VBuffer<float>> rows) =>
        _data.Dense.With(InMemoryColumn.Vector(SyntheticData.Features, _data.FeaturesType, rows));
}
