using System.Globalization;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.ModelFile;

/// <summary>
/// A model that was saved with an earlier build loads, and scores as it did then. ModelFile/Stored keeps one file for each version
/// of the format, and beside it the scores.
/// </summary>
/// <remarks>
/// As long as a version of the format is not released, <c>UPDATE_STORED_MODEL=1 dotnet test</c> writes its files anew; afterwards
/// they never change.
/// </remarks>
public sealed class StoredModelTests
{
    private const string CurrentVersion = "format-1";
    private const float Tolerance = 1e-6f; // The last bits of exp depend on the processor.

    private static readonly string StoredDirectory =
        Path.Combine(Build.RepositoryDirectory, "test", "Microsoft.ML.AutoEncoder.Tests", "ModelFile", "Stored");

    public static TheoryData<string> Versions
    {
        get
        {
            if (Environment.GetEnvironmentVariable("UPDATE_STORED_MODEL") == "1")
            {
                Store();
            }

            return [.. Directory.EnumerateFiles(StoredDirectory, "*.zip").Select(path => Path.GetFileNameWithoutExtension(path))];
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Stored_model_scores_as_it_did(string version)
    {
        var mlContext = new MLContext();
        var model = mlContext.Model.Load(PathOf(version, "zip"), out _);

        var scores = Score(model, mlContext);

        var stored = File.ReadAllLines(PathOf(version, "scores.csv"));
        Assert.NotEmpty(stored);
        Assert.Equal(stored.Length, scores.Length);
        for (var row = 0; row < stored.Length; row++)
        {
            var expected = stored[row].Split(',').Select(value => float.Parse(value, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(expected.Length, scores[row].Length);
            Assert.All(expected.Zip(scores[row]), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        }
    }

    [Fact]
    public void The_version_that_is_written_now_is_stored() => Assert.Contains(CurrentVersion, Versions.Select(version => version.Data));

    private static void Store()
    {
        var mlContext = new MLContext(1);
        var data = Data(mlContext);
        var model = mlContext.Transforms.AutoEncoder(TinyAutoEncoder.OptionsWithAllColumns()).Fit(data);
        mlContext.Model.Save(model, data.Schema, PathOf(CurrentVersion, "zip"));
        var scores = Score(model, mlContext).Select(
            row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        File.WriteAllText(PathOf(CurrentVersion, "scores.csv"), string.Join('\n', scores) + "\n");
    }

    /// <summary>For each row the code, the reconstruction, the errors of the slots, and the error.</summary>
    private static float[][] Score(ITransformer model, MLContext mlContext)
    {
        var scored = model.Transform(Data(mlContext));
        var vectors = new[] { TinyAutoEncoder.Encoded, TinyAutoEncoder.Reconstructed, TinyAutoEncoder.SlotErrors }
            .Select(name => scored.GetColumn<float[]>(name).ToArray()).ToArray();
        var errors = scored.GetColumn<float>(TinyAutoEncoder.ReconstructionError).ToArray();
        return [.. errors.Select((error, row) => vectors.SelectMany(column => column[row]).Append(error).ToArray())];
    }

    private static IDataView Data(MLContext mlContext) => VectorData.Create(mlContext, VectorData.Learnable(rowCount: 20, size: 6));

    private static string PathOf(string version, string extension) => Path.Combine(StoredDirectory, $"{version}.{extension}");
}
