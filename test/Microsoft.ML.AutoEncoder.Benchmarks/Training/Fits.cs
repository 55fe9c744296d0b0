using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace Benchmarks.Training;

/// <summary>Trains with the library.</summary>
internal static class Fits
{
    private const int ClassCount = 10;

    /// <summary>Fits, and tells how long each epoch took in seconds, what comes before and between epochs left out.</summary>
    internal static double[] EpochSeconds(IReadOnlyList<float[]> rows, AutoEncoderEstimator.Options options)
    {
        using var model = Fit(rows, options);
        return [.. model.TrainingHistory.Select(epoch => rows.Count / epoch.RowsPerSecond)];
    }

    internal static AutoEncoderTransformer Fit(IReadOnlyList<float[]> rows, AutoEncoderEstimator.Options options)
    {
        var mlContext = new MLContext(1);
        // What it is compared with adds no noise.
        options.Regularizers ??= [];
        return mlContext.Transforms.AutoEncoder(options).Fit(ToDataView(mlContext, rows));
    }

    internal static IDataView ToDataView(MLContext mlContext, IReadOnlyList<float[]> rows)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        return mlContext.Data.LoadFromEnumerable(
            rows.Select((row, i) => new Row { Features = row, Label = (uint)(i % ClassCount) }), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        /// <summary>Some class: what it is makes no difference to the time.</summary>
        [KeyType(ClassCount)]
        public uint Label { get; set; }
    }
}
