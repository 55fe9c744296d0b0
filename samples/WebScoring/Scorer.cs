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
    /// <exception cref="InvalidDataException">It does not have these columns.</exception>
    internal static Scorer Load(MLContext mlContext, string path)
    {
        var model = mlContext.Model.Load(path, out var inputSchema);
        var input = Find<VectorDataViewType>(inputSchema, "reads", nameof(Row.Features));
        if (!input.IsKnownSize || input.ItemType != NumberDataViewType.Single)
        {
            throw new InvalidDataException($"its column '{nameof(Row.Features)}' is {input}, and not a vector of Single of known size.");
        }

        // A prediction engine fills what it does not find with zeros.
        var outputSchema = model.GetOutputSchema(inputSchema);
        Find<VectorDataViewType>(outputSchema, "writes", nameof(Scores.Encoded));
        Find<NumberDataViewType>(outputSchema, "writes", nameof(Scores.Score));
        Find<BooleanDataViewType>(outputSchema, "writes", nameof(Scores.PredictedLabel));

        var rows = SchemaDefinition.Create(typeof(Row));
        rows[nameof(Row.Features)].ColumnType = input;
        var policy = new EnginePolicy(
            mlContext, model, new PredictionEngineOptions { InputSchemaDefinition = rows, OwnsTransformer = false });
        var engines = new DefaultObjectPoolProvider().Create(policy);
        // One now: what else does not fit is an error of the start, and not of the first request.
        engines.Return(engines.Get());
        return new Scorer(engines, input.Size);
    }

    private static T Find<T>(DataViewSchema schema, string verb, string name)
        where T : DataViewType =>
        schema.GetColumnOrNull(name)?.Type as T
        ?? throw new InvalidDataException(
            $"it {verb} no column '{name}' of the right type; it {verb} " +
            $"{string.Join(", ", schema.Select(column => $"{column.Name} ({column.Type})"))}.");

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
