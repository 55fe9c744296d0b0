using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Model;

/// <summary>Scoring a row allocates nothing.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class AllocationTests
{
    private const int RowCount = 1_000;

    private readonly SyntheticData _data = new(rowCount: 2 * RowCount);

    // The buffers of small networks lie on the stack, those of large ones come from a pool.
    [Theory, InlineData(40, 16), InlineData(40, 5_000)]
    public void Networks_allocate_nothing_per_row(int inputSize, int hiddenSize)
    {
        var network = Networks.Random(inputSize, hiddenSize, codeSize: 6);
        var input = new float[inputSize];
        input[3] = 1f;
        var code = new float[6];
        int[] indices = [3];
        float[] values = [1f];

        Assert.Equal(0, AllocatedBytes(() =>
        {
            network.Encoder.Forward(input, code);
            network.Encoder.Forward(new InputRow(indices, values), code);
            network.Decoder.Forward(code, input);
            network.Reconstruct(input, input);
        }));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Cursors_allocate_nothing_per_row(bool sparse)
    {
        var input = sparse ? _data.Sparse : _data.Dense;
        var view = TinyAutoEncoder.Fit(input).Transform(input);
        var columns = TinyAutoEncoder.AddedColumns.Select(name => view.Schema[name]).ToArray();
        using var cursor = Assert.Single(view.GetRowCursorSet(columns, 1));
        var getCode = cursor.GetGetter<Data.VBuffer<float>>(columns[0]);
        var getReconstruction = cursor.GetGetter<Data.VBuffer<float>>(columns[1]);
        var getError = cursor.GetGetter<float>(columns[2]);
        var getSlotErrors = cursor.GetGetter<Data.VBuffer<float>>(columns[3]);
        Data.VBuffer<float> code = default, reconstruction = default, slotErrors = default;
        var error = 0f;

        Assert.Equal(0, AllocatedBytes(() =>
        {
            cursor.MoveNext();
            getCode(ref code);
            getReconstruction(ref reconstruction);
            getError(ref error);
            getSlotErrors(ref slotErrors);
        }));
    }

    [Fact]
    public void The_methods_for_spans_allocate_nothing_per_row()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var code = new float[model.CodeSize];
        var reconstruction = new float[model.InputSize];

        Assert.Equal(0, AllocatedBytes(() =>
        {
            model.Encode(_data.Rows[0], code);
            model.Decode(code, reconstruction);
            model.Reconstruct(_data.Rows[0], reconstruction);
        }));
    }

    [Fact]
    public void Cursors_of_a_detector_allocate_nothing_per_row()
    {
        var view = TinyAnomalyDetector.Fit(_data.Dense).Transform(_data.Dense);
        using var cursor = Assert.Single(
            view.GetRowCursorSet([view.Schema[TinyAnomalyDetector.Score], view.Schema[TinyAnomalyDetector.SlotErrors]], 1));
        var getScore = cursor.GetGetter<float>(view.Schema[TinyAnomalyDetector.Score]);
        var getSlotErrors = cursor.GetGetter<Data.VBuffer<float>>(view.Schema[TinyAnomalyDetector.SlotErrors]);
        var slotErrors = default(Data.VBuffer<float>);
        var score = 0f;

        Assert.Equal(0, AllocatedBytes(() =>
        {
            cursor.MoveNext();
            getScore(ref score);
            getSlotErrors(ref slotErrors);
        }));
    }

    /// <summary>What the second half of the calls allocates on this thread.</summary>
    private static long AllocatedBytes(Action action)
    {
        for (var i = 0; i < RowCount; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < RowCount; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
