using System.Runtime.InteropServices;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Package;

/// <summary>What a user of the package does, typed in an empty directory outside the repository.</summary>
/// <remarks>On a system whose libstdc++ is older than TorchSharp's demand, training shows that the mend works from the package.</remarks>
[Collection(nameof(PackedLibrary))]
[Trait(Speed.Name, Speed.Slow)]
public sealed class ConsumerTests(PackedLibrary library)
{
    private const string ModelFile = "model.zip";

    private const string TrainingProgram = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var mlContext = new MLContext(seed: 1);
        var random = new Random(1);
        float[] Draw() => [.. Enumerable.Range(0, 8).Select(_ => random.NextSingle())];
        var rows = Enumerable.Range(0, 500).Select(_ => new Row { Features = Draw() });
        var data = mlContext.Data.LoadFromEnumerable(rows.ToArray());

        var pipeline = mlContext.Transforms.AutoEncoder("Encoded", "Features", codeSize: 3, numberOfEpochs: 2, seed: 1);
        var model = pipeline.Fit(data);
        mlContext.Model.Save(model, data.Schema, args[0]);
        Console.WriteLine(Codes.Format(model.Transform(data)));

        class Row
        {
            [VectorType(8)]
            public float[] Features { get; set; } = [];
        }
        """;

    private const string ScoringProgram = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var mlContext = new MLContext();
        var model = mlContext.Model.Load(args[0], out _);
        var random = new Random(1);
        float[] Draw() => [.. Enumerable.Range(0, 8).Select(_ => random.NextSingle())];
        var rows = Enumerable.Range(0, 500).Select(_ => new Row { Features = Draw() });
        var data = mlContext.Data.LoadFromEnumerable(rows.ToArray());
        Console.WriteLine(Codes.Format(model.Transform(data)));

        class Row
        {
            [VectorType(8)]
            public float[] Features { get; set; } = [];
        }
        """;

    private const string Codes = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        public static class Codes
        {
            public static string Format(IDataView data) =>
                string.Join(" ", data.GetColumn<float[]>("Encoded").Take(5).SelectMany(code => code).Select(value => value.ToString("R")));
        }
        """;

    [Fact]
    public async Task Application_trains_and_another_one_without_libtorch_scores()
    {
        var training = await library.CreateProjectAsync("console", "Training");
        await training.RunAsync("add", "package", "TorchSharp-cpu");
        training.Write("Program.cs", TrainingProgram);
        training.Write("Codes.cs", Codes);
        var trained = await training.RunAsync("run", "--", training.PathOf(ModelFile));
        AssertMended(training.PathOf("bin", "Debug", "net10.0", "runtimes", "linux-x64", "native"));

        var scoring = await library.CreateProjectAsync("console", "Scoring");
        scoring.Write("Program.cs", ScoringProgram);
        scoring.Write("Codes.cs", Codes);
        var scored = await scoring.RunAsync("run", "--", training.PathOf(ModelFile));

        Assert.Equal(15, LastLine(trained).Split(' ').Length);
        Assert.Equal(LastLine(trained), LastLine(scored));
        Assert.NotEmpty(FilesOfLibTorch(training.PathOf("bin")));
        Assert.Empty(FilesOfLibTorch(scoring.PathOf("bin")));

        await MendCanBeTurnedOff(training);
    }

    [Fact]
    public async Task Published_application_trains_that_has_the_package_through_a_library()
    {
        var middle = await library.CreateProjectAsync("classlib", "Middle");
        middle.Write("Class1.cs", Codes);
        var application = await library.CreateProjectAsync("console", "Application", referencesPackage: false);
        await application.RunAsync("add", "reference", middle.Directory);
        await application.RunAsync("add", "package", "TorchSharp-cpu", "--no-restore");
        application.Write("Program.cs", TrainingProgram);

        // Links in place of half a gigabyte of copies, which builds may ask for: the mend must not reach through them into the cache of
        // packages.
        await application.RunAsync(
            "publish", "--runtime", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "--output",
            application.PathOf("published"),
            "-p:CreateHardLinksForCopyFilesToOutputDirectoryIfPossible=true", "-p:CreateHardLinksForPublishFilesIfPossible=true");
        var trained = await application.RunAsync(application.PathOf("published", "Application.dll"), application.PathOf(ModelFile));

        Assert.Equal(15, LastLine(trained).Split(' ').Length);
        AssertMended(application.PathOf("published"));
    }

    private static async Task MendCanBeTurnedOff(UserProject project)
    {
        var library = Path.Combine(project.PathOf("bin", "Debug", "net10.0", "runtimes", "linux-x64", "native"), "libLibTorchSharp.so");
        File.Copy(NuGetPackages.LibTorchSharp, library, overwrite: true);

        await project.RunAsync("build", "--no-restore", "-p:MendLibTorchSharp=false");
        Assert.Equal(await File.ReadAllBytesAsync(NuGetPackages.LibTorchSharp), await File.ReadAllBytesAsync(library));
    }

    private static void AssertMended(string directory) =>
        Assert.NotEqual(File.ReadAllBytes(NuGetPackages.LibTorchSharp), File.ReadAllBytes(Path.Combine(directory, "libLibTorchSharp.so")));

    /// <summary>TorchSharp's managed package has a native library of its own, which is small and useless without these.</summary>
    private static IEnumerable<string> FilesOfLibTorch(string directory) =>
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))
            .Where(name => name.StartsWith("libtorch", StringComparison.Ordinal) || name.StartsWith("torch",
                StringComparison.Ordinal) || name.Contains("c10", StringComparison.Ordinal));

    /// <summary>The line of the program: NuGet may print warnings before it.</summary>
    private static string LastLine(string output) => output.TrimEnd().Split('\n')[^1];
}
