using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace WebScoring;

/// <summary>Scores rows for any number of threads at once.</summary>
/// <remarks>A prediction engine serves one thread at a time and is dear to make, so requests share a pool of them.</remarks>
internal sealed class Scorer
{
    private readonly ObjectPool<PredictionEngine<Row, Scores>> _engines;

    private Scorer(ObjectPool<PredictionEngine<Row, Scores>> engines, int inputSize)
    {
        _engines = engines;
        InputSize = inputSize;
    }

    /// <summary>The number of values that a row must have.</summary>
    internal int InputSize { get; }

    /// <summary>Loads a model that reads the column "Features" and writes "Encoded", "Score" and "PredictedLabel".</summary>
    internal static Scorer Load(MLContext mlContext, string path)
    {
        var model = mlContext.Model.Load(path, out var inputSchema);
        var type = (VectorDataViewType)inputSchema[nameof(Row.Features)].Type;
        var rows = SchemaDefinition.Create(typeof(Row));
        rows[nameof(Row.Features)].ColumnType = type;
        var policy = new EnginePolicy(mlContext, model, new PredictionEngineOptions { InputSchemaDefinition = rows, OwnsTransformer = false });
        return new Scorer(new DefaultObjectPoolProvider().Create(policy), type.Size);
    }

    internal Scores Score(float[] features)
    {
        var engine = _engines.Get();
        try
        {
            return engine.Predict(new Row { Features = features });
        }
        finally
        {
            _engines.Return(engine);
        }
    }

    private sealed class EnginePolicy(MLContext mlContext, ITransformer model, PredictionEngineOptions options)
        : PooledObjectPolicy<PredictionEngine<Row, Scores>>
    {
        public override PredictionEngine<Row, Scores> Create() => mlContext.Model.CreatePredictionEngine<Row, Scores>(model, options);

        public override bool Return(PredictionEngine<Row, Scores> engine) => true;
    }
}
