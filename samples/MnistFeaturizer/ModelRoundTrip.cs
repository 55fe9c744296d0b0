using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mnist;

namespace MnistFeaturizer;

/// <summary>Saves a pipeline and loads it again, to see that it is still the same.</summary>
internal static class ModelRoundTrip
{
    private const string ScoreColumn = "Score";

    /// <returns>How many images have the same scores, bit for bit, from the model in memory and from the file.</returns>
    internal static int CountIdenticalScores(MLContext mlContext, ExperimentResult result, MnistImages images, string path)
    {
        mlContext.Model.Save(result.Model, result.InputSchema, path);

        // A new context knows nothing but the file.
        var newContext = new MLContext();
        var loaded = newContext.Model.Load(path, out _);
        return Scores(mlContext, result.Model, images)
            .Zip(Scores(newContext, loaded, images))
            .Count(pair => AreIdentical(pair.First, pair.Second));
    }

    private static IEnumerable<float[]> Scores(MLContext mlContext, ITransformer model, MnistImages images) =>
        model.Transform(mlContext.Data.LoadFromEnumerable(images)).GetColumn<float[]>(ScoreColumn);

    private static bool AreIdentical(float[] one, float[] other) =>
        MemoryMarshal.AsBytes<float>(one).SequenceEqual(MemoryMarshal.AsBytes<float>(other));
}
