using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>The buffers that a caller hands to a getter may contain anything, and belong to the caller.</summary>
public sealed class BufferReuseTests
{
    private readonly IDataView _view;
    private readonly IReadOnlyList<RowContent> _expected;

    public BufferReuseTests()
    {
        var data = new SyntheticData();
        _view = TinyAutoEncoder.Fit(data.Dense).Transform(data.Dense);
        _expected = ViewContent.Read(_view);
    }

    public static TheoryData<string, string> Buffers => new MatrixTheoryData<string, string>(
        [TinyAutoEncoder.Encoded, TinyAutoEncoder.Reconstructed, TinyAutoEncoder.SlotErrors],
        ["none", "shorter", "longer", "sparse", "longer and sparse", "empty"]);

    [Theory, MemberData(nameof(Buffers))]
    public void A_buffer_of_any_kind_is_filled(string columnName, string kind)
    {
        var column = _view.Schema[columnName];
        using var cursor = Assert.Single(_view.GetRowCursorSet([column], 1));
        var get = cursor.GetGetter<VBuffer<float>>(column);
        while (cursor.MoveNext())
        {
            var value = CreateBuffer(kind);
            get(ref value);
            Assert.Equal(column.Type.GetVectorSize(), value.Length);
            Assert.Equal(_expected[(int)cursor.Position].Values[column.Index], RowReader.Text(value.DenseValues()));
        }
    }

    [Theory]
    [InlineData(TinyAutoEncoder.Encoded)]
    [InlineData(TinyAutoEncoder.Reconstructed)]
    [InlineData(TinyAutoEncoder.SlotErrors)]
    public void Values_that_the_caller_keeps_do_not_change(string columnName)
    {
        var column = _view.Schema[columnName];
        using var cursor = Assert.Single(_view.GetRowCursorSet([column], 1));
        var get = cursor.GetGetter<VBuffer<float>>(column);
        var kept = new List<VBuffer<float>>();
        while (cursor.MoveNext())
        {
            var value = default(VBuffer<float>);
            get(ref value);
            kept.Add(value);
        }

        Assert.Equal(_expected.Select(row => row.Values[column.Index]), kept.Select(value => RowReader.Text(value.DenseValues())));
    }

    [Theory]
    [InlineData(TinyAutoEncoder.Encoded)]
    [InlineData(TinyAutoEncoder.Reconstructed)]
    [InlineData(TinyAutoEncoder.SlotErrors)]
    public void Values_that_the_caller_changes_are_the_callers_own(string columnName)
    {
        var column = _view.Schema[columnName];
        using var cursor = Assert.Single(_view.GetRowCursorSet(_view.Schema, 1));
        var get = cursor.GetGetter<VBuffer<float>>(column);
        var reader = new RowReader(cursor);
        var value = default(VBuffer<float>);
        while (cursor.MoveNext())
        {
            get(ref value);
            VBufferEditor.CreateFromBuffer(ref value).Values.Fill(float.NaN);
            Assert.Equal(_expected[(int)cursor.Position].ToString(), reader.Read().ToString());
        }
    }

    [Fact]
    public void Buffers_are_used_again_where_they_are_large_enough()
    {
        var column = _view.Schema[TinyAutoEncoder.Encoded];
        using var cursor = Assert.Single(_view.GetRowCursorSet([column], 1));
        var get = cursor.GetGetter<VBuffer<float>>(column);
        var value = default(VBuffer<float>);
        Assert.True(cursor.MoveNext());
        get(ref value);
        ref readonly var memory = ref value.GetValues()[0];

        Assert.True(cursor.MoveNext());
        get(ref value);

        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(in memory, in value.GetValues()[0]));
    }

    private static VBuffer<float> CreateBuffer(string kind) => kind switch
    {
        "shorter" => new VBuffer<float>(2, [7, 8]),
        "longer" => new VBuffer<float>(20, [.. Enumerable.Repeat(7f, 20)]),
        "sparse" => new VBuffer<float>(6, 2, [7, 8], [1, 4]),
        "longer and sparse" => new VBuffer<float>(50, 20, [.. Enumerable.Repeat(7f, 20)], [.. Enumerable.Range(10, 20)]),
        "empty" => new VBuffer<float>(0, []),
        _ => default,
    };
}
