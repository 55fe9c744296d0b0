using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Labels;

/// <summary>Labels of each type are read as numbers, and missing ones as NaN.</summary>
public sealed class ReadLabelTests
{
    [Fact]
    public void Keys_count_from_1_and_0_is_missing()
    {
        float[] expected = [float.NaN, 0, 1, 2];
        Assert.Equal(expected, Read(InMemoryColumn.Scalar<byte>("Label", new KeyDataViewType(typeof(byte), 3), [0, 1, 2, 3]), 4));
        Assert.Equal(expected, Read(InMemoryColumn.Scalar<ushort>("Label", new KeyDataViewType(typeof(ushort), 3), [0, 1, 2, 3]), 4));
        Assert.Equal(expected, Read(InMemoryColumn.Scalar<uint>("Label", new KeyDataViewType(typeof(uint), 3), [0, 1, 2, 3]), 4));
        Assert.Equal(expected, Read(InMemoryColumn.Scalar<ulong>("Label", new KeyDataViewType(typeof(ulong), 3), [0, 1, 2, 3]), 4));
        Assert.Equal([float.NaN], Read(InMemoryColumn.Scalar<uint>("Label", new KeyDataViewType(typeof(uint), 3), [4]), 1));
    }

    [Fact]
    public void Others_are_what_they_are()
    {
        Assert.Equal([0, 1], Read(InMemoryColumn.Scalar("Label", BooleanDataViewType.Instance, [false, true]), 2));
        Assert.Equal([float.NaN, -2.5f], Read(InMemoryColumn.Scalar("Label", NumberDataViewType.Single, [float.NaN, -2.5f]), 2));
    }

    private static float[] Read(InMemoryColumn column, int count)
    {
        var view = new InMemoryDataView(count, column);
        view = view.With(InMemoryColumn.Dense(
            "Features", new VectorDataViewType(NumberDataViewType.Single, 1), Enumerable.Repeat(new float[] { 1 }, count)));
        var columns = new TrainingColumns("Features", null, Activation.Identity)
        {
            Label = LabelColumns.Describe("Label", view.Schema["Label"].Type),
        };
        using var cursor = new TrainingRowCursor(((IHostEnvironment)new MLContext()).Register("test"), view, columns);
        var labels = new List<float>();
        while (cursor.MoveNext())
        {
            labels.Add(cursor.ReadLabel());
        }

        return [.. labels];
    }
}
