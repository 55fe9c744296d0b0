using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using WebScoring.Answers;

namespace WebScoring.Scoring;

/// <summary>Scores rows for any number of threads at once.</summary>
internal sealed class Scorer
{
    private readonly EnginePool<Scores> _scores;

    /// <summary>Null: the model does not write reconstructions.</summary>
    private readonly EnginePool<ExplainedScores>? _explanations;

    /// <summary>Null: no autoencoder of the model decodes its codes.</summary>
    private readonly AutoEncoderTransformer? _autoEncoder;
    private readonly float _threshold;

    private Scorer(MLContext mlContext, ITransformer model, VectorDataViewType input, DataViewSchema outputSchema)
    {
        InputSize = input.Size;
        _scores = new EnginePool<Scores>(mlContext, model, input);
        _explanations = IsVector(nameof(ExplainedScores.Reconstruction)) && IsVector(nameof(ExplainedScores.SlotErrors))
            ? new EnginePool<ExplainedScores>(mlContext, model, input)
            : null;
        var codeSize = ((VectorDataViewType)outputSchema[nameof(Scores.Encoded)].Type).Size;
        _autoEncoder = FindAutoEncoders(model).FirstOrDefault(found => found.CodeSize == codeSize);
        _threshold = mlContext.AnomalyDetection.FindAutoEncoder(model).Threshold;

        bool IsVector(string name) => outputSchema.GetColumnOrNull(name)?.Type is VectorDataViewType;
    }

    /// <summary>The number of values that a row must have.</summary>
    internal int InputSize { get; }

    /// <summary>The number of values of a code; null if codes cannot be decoded.</summary>
    internal int? CodeSize => _autoEncoder?.CodeSize;

    /// <summary>Whether <see cref="Explain"/> can be called.</summary>
    internal bool CanExplain => _explanations is not null;

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
        return new Scorer(mlContext, model, input, outputSchema);
    }

    internal ModelDescription Describe() => new(InputSize, CodeSize, _threshold, CanExplain);

    internal Scores Score(float[] features) => _scores.Score([features])[0];

    internal Scores[] Score(IEnumerable<float[]> rows) => _scores.Score(rows);

    internal ExplainedScores Explain(float[] features) => _explanations!.Score([features])[0];

    internal float[] Decode(float[] code)
    {
        var features = new float[_autoEncoder!.InputSize];
        _autoEncoder.Decode(code, features);
        return features;
    }

    private static IEnumerable<AutoEncoderTransformer> FindAutoEncoders(ITransformer model) => model switch
    {
        AutoEncoderTransformer autoEncoder => [autoEncoder],
        IEnumerable<ITransformer> chain => chain.SelectMany(FindAutoEncoders),
        _ => [],
    };

    private static T Find<T>(DataViewSchema schema, string verb, string name)
        where T : DataViewType =>
        schema.GetColumnOrNull(name)?.Type as T
        ?? throw new InvalidDataException(
            $"it {verb} no column '{name}' of the right type; it {verb} " +
            $"{string.Join(", ", schema.Select(column => $"{column.Name} ({column.Type})"))}.");
}
