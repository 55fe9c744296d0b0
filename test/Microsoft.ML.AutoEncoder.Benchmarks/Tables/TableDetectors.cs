using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace Benchmarks.Tables;

/// <summary>Detectors with their default settings.</summary>
internal static class TableDetectors
{
    internal static float[] AutoEncoder(AnomalyTable train, AnomalyTable test, int seed, AnomalyMeasures? measures)
    {
        var mlContext = new MLContext();
        var options = new AutoEncoderAnomalyTrainer.Options { Measures = measures };
        options.AutoEncoder.Seed = seed;
        options.AutoEncoder.NumberOfThreads = 1;
        return Score(mlContext, mlContext.AnomalyDetection.Trainers.AutoEncoder(options), train, test);
    }

    /// <summary>ML.NET's own, which wants values of one unit. Half of the components are kept.</summary>
    internal static float[] RandomizedPca(AnomalyTable train, AnomalyTable test)
    {
        var mlContext = new MLContext(1);
        var pipeline = mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false)
            .Append(mlContext.AnomalyDetection.Trainers.RandomizedPca(rank: Math.Max(1, train.Width / 2), seed: 1));
        return Score(mlContext, pipeline, train, test);
    }

    private static float[] Score(MLContext mlContext, IEstimator<ITransformer> trainer, AnomalyTable train, AnomalyTable test) =>
        [.. trainer.Fit(View(mlContext, train)).Transform(View(mlContext, test)).GetColumn<float>("Score")];

    private static IDataView View(MLContext mlContext, AnomalyTable table)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, table.Width);
        return mlContext.Data.LoadFromEnumerable(table.Rows.Select(row => new Row { Features = row }), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
