using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace WebScoring.Scoring;

/// <summary>Prediction engines for any number of threads at once.</summary>
/// <typeparam name="T">The columns that are read from the model, and computed.</typeparam>
/// <remarks>A prediction engine serves one thread at a time and is dear to make, so requests share a pool of them.</remarks>
internal sealed class EnginePool<T>
    where T : class, new()
{
    private readonly ObjectPool<PredictionEngine<Row, T>> _engines;

    internal EnginePool(MLContext mlContext, ITransformer model, VectorDataViewType input)
    {
        var rows = SchemaDefinition.Create(typeof(Row));
        rows[nameof(Row.Features)].ColumnType = input;
        var options = new PredictionEngineOptions { InputSchemaDefinition = rows, OwnsTransformer = false };
        _engines = new DefaultObjectPoolProvider().Create(new EnginePolicy(mlContext, model, options));
        // One now: what else does not fit is an error of the start, and not of the first request.
        _engines.Return(_engines.Get());
    }

    /// <summary>Scores rows one after the other.</summary>
    internal T[] Score(IEnumerable<float[]> rows)
    {
        var engine = _engines.Get();
        try
        {
            return [.. rows.Select(features => engine.Predict(new Row { Features = features }))];
        }
        finally
        {
            _engines.Return(engine);
        }
    }

    private sealed class EnginePolicy(MLContext mlContext, ITransformer model, PredictionEngineOptions options)
        : PooledObjectPolicy<PredictionEngine<Row, T>>
    {
        public override PredictionEngine<Row, T> Create() => mlContext.Model.CreatePredictionEngine<Row, T>(model, options);

        public override bool Return(PredictionEngine<Row, T> engine) => true;
    }
}
