using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace Benchmarks.Training;

/// <summary>Rows like texts as sparse vectors: few of many slots are not 0, and some slots far more often than others.</summary>
internal static class SparseText
{
    internal const int SlotCount = 50_000;

    internal const int NonZeros = 100;

    internal static Workload Workload { get; } = new(SlotCount, 128, 64);

    /// <summary>Trains, and tells how long each epoch took in seconds, and how many bytes the managed memory grew by.</summary>
    internal static (double[] EpochSeconds, long Bytes) Train(int rowCount, int numberOfEpochs, Action? afterEpoch = null)
    {
        var mlContext = new MLContext(1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, SlotCount);
        var data = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, rowCount).Select(Create), schema);
        var options = Workload.Options(numberOfEpochs);
        (options.Regularizers, options.InputScaling, options.OutputActivation) = ([], InputScaling.None, Activation.Identity);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var bytes = 0L;
        options.ProgressCallback = _ =>
        {
            bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            afterEpoch?.Invoke();
        };
        using var model = mlContext.Transforms.AutoEncoder(options).Fit(data);
        return ([.. model.TrainingHistory.Select(epoch => rowCount / epoch.RowsPerSecond)], bytes);
    }

    private static Row Create(int number)
    {
        var random = new Random(number);
        int[] indices = [.. Enumerable.Range(0, 2 * NonZeros)
            .Select(_ => (int)(SlotCount * Math.Pow(random.NextDouble(), 3))).Distinct().Take(NonZeros).Order()];
        return new Row { Features = new VBuffer<float>(SlotCount, indices.Length, [.. indices.Select(_ => 0.1f)], indices) };
    }

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }
    }
}
