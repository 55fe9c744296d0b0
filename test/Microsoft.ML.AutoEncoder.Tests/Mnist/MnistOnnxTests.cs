using System.Runtime.InteropServices;
using global::Mnist;
using Microsoft.ML.AutoEncoder.Tests.Graphs;
using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Mnist;

/// <summary>All 10,000 test images of MNIST: ONNX Runtime gives our numbers, and our own file read back gives the same bits.</summary>
/// <remarks>"The same" means that no value differs by more than 1e-5 of the greatest value of its row. So a value near 0 is held to what
/// its row can resolve, and an output of one value, the reconstruction error, to 1e-5 of itself.</remarks>
[Trait(Speed.Name, Speed.Slow)]
public sealed class MnistOnnxTests : IClassFixture<MnistOnnxTests.Fixture>
{
    private const string Input = "Features";
    private const string Code = "Encoded";
    private const string Reconstruction = "Back";
    private const string ReconstructionError = "Error";
    private const string SlotErrors = "SlotErrors";
    private const string Decoded = "Decoded";

    private static readonly Dictionary<string, string> Files = new()
    {
        [Code] = "code",
        [Reconstruction] = "reconstruction",
        [ReconstructionError] = "reconstruction_error",
        [SlotErrors] = "slot_errors",
    };

    private readonly MLContext _mlContext = new(1);
    private readonly Fixture _fixture;
    private readonly ITestOutputHelper _output;

    public MnistOnnxTests(Fixture fixture, ITestOutputHelper output)
    {
        (_fixture, _output) = (fixture, output);
        Assert.SkipWhen(fixture.WhyMissing is not null, fixture.WhyMissing ?? string.Empty);
    }

    public static TheoryData<Activation> Activations => OnnxExportTests.Activations;

    public static TheoryData<string> Variants =>
    [
        "all defaults", "top-k", "top-k of values of both signs", "variational", "tied weights", "batch normalisation",
        "tied weights and batch normalisation", "scaled slot by slot", "sparse input", "sparse input, top-k",
    ];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_gives_our_numbers(Activation activation)
    {
        // All of them reach every value in [0, 1], so that they can end a decoder.
        var options = Options();
        (options.Activation, options.CodeActivation, options.OutputActivation) = (activation, activation, activation);

        Check(options, activation.ToString()!);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Variant_gives_our_numbers(string variant)
    {
        var options = Options();
        options.TiedWeights = variant.StartsWith("tied", StringComparison.Ordinal);
        options.BatchNormalization = variant.EndsWith("batch normalisation", StringComparison.Ordinal);
        switch (variant)
        {
            case "all defaults":
                (options.HiddenLayerSizes, options.CodeSize, options.BatchSize) = (null, null, null);
                options.LayerColumns = [.. Enumerable.Range(1, 6).Select(layer => new LayerColumn($"Layer{layer}", layer))];
                break;
            case "top-k" or "sparse input, top-k":
                options.CodeSize = 256;
                options.Regularizers = [AutoEncoderRegularizer.TopKSparsity(25)];
                break;
            case "top-k of values of both signs":
                options.CodeActivation = Activation.Identity;
                options.Regularizers = [AutoEncoderRegularizer.TopKSparsity(5)];
                break;
            case "variational":
                options.CodeActivation = Activation.Identity;
                options.Regularizers = [AutoEncoderRegularizer.Variational()];
                break;
            case "scaled slot by slot":
                options.OutputActivation = Activation.Identity;
                options.InputScaling = InputScaling.PerSlot;
                break;
        }

        Check(options, variant, isSparse: variant.StartsWith("sparse", StringComparison.Ordinal));
    }

    [Fact]
    public void Classifier_behind_normalizer_and_autoencoder_gives_the_same_labels()
    {
        var (train, test) = (_fixture.Train!, _fixture.Test!);
        var model = _mlContext.Transforms.NormalizeMinMax(Input, fixZero: false)
            .Append(_mlContext.Transforms.AutoEncoder(Code, Input, numberOfEpochs: 5, seed: 1))
            .AppendCacheCheckpoint(_mlContext)
            .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", Code))
            .Fit(_mlContext.Data.LoadFromEnumerable(train));
        var source = _mlContext.Data.LoadFromEnumerable(test);
        var result = model.Transform(source);
        var expected = ColumnValues.Read(result, "PredictedLabel", Code, "Label");

        using var runtime = new OnnxRuntimeModel(PipelineGraph.Write(source, result, Input, ["PredictedLabel", Code]));
        var actual = runtime.Run(_fixture.Rows, ["PredictedLabel.output", $"{Code}.output"]);

        Assert.Equal(10_000, Equal(expected["PredictedLabel"], actual["PredictedLabel.output"]));
        AssertClose("classifier", Code, expected[Code], actual[$"{Code}.output"]);
        // Labels that are all the same would be equal too.
        Assert.InRange(Equal(expected["PredictedLabel"], expected["Label"]), 7_000, 10_000);
    }

    private static int Equal(float[][] one, float[][] two) => one.Zip(two).Count(pair => pair.First[0] == pair.Second[0]);

    private static AutoEncoderEstimator.Options Options() => new()
    {
        InputColumnName = Input,
        OutputColumnName = Code,
        ReconstructionColumnName = Reconstruction,
        ReconstructionErrorColumnName = ReconstructionError,
        SlotErrorColumnName = SlotErrors,
        LayerColumns = [.. Enumerable.Range(1, 4).Select(layer => new LayerColumn($"Layer{layer}", layer))],
        HiddenLayerSizes = [64],
        CodeSize = 16,
        BatchSize = 32,
        NumberOfEpochs = 2,
        Seed = 1,
    };

    private void Check(AutoEncoderEstimator.Options options, string variant, bool isSparse = false)
    {
        var (train, test) = (Fixture.View(_fixture.TrainRows, isSparse), Fixture.View(_fixture.Rows, isSparse));
        var model = _mlContext.Transforms.AutoEncoder(options).Fit(train);
        var decoder = model.CreateDecoder(Decoded);
        var result = model.Append(decoder).Transform(test);
        string[] columns = [.. Files.Keys, .. options.LayerColumns.Select(column => column.ColumnName), Decoded];
        var expected = ColumnValues.Read(result, columns);

        CheckPipeline(variant, PipelineGraph.Write(test, result, Input, columns), expected);
        CheckFiles(variant, model, decoder, expected);
        CheckReadBack(model, test, expected);
    }

    private void CheckPipeline(string variant, byte[] graph, Dictionary<string, float[][]> expected)
    {
        using var runtime = new OnnxRuntimeModel(graph);
        var actual = runtime.Run(_fixture.Rows, [.. expected.Keys.Select(column => $"{column}.output")]);
        foreach (var (column, rows) in expected)
        {
            AssertClose(variant, column, rows, actual[$"{column}.output"]);
        }
    }

    private void CheckFiles(
        string variant, AutoEncoderTransformer model, AutoEncoderDecoderTransformer decoder, Dictionary<string, float[][]> expected)
    {
        using var file = new MemoryStream();
        model.SaveAsOnnx(file);
        using var runtime = new OnnxRuntimeModel(file.ToArray());
        var actual = runtime.Run(_fixture.Rows, Files.Values);
        foreach (var (column, name) in Files)
        {
            AssertClose(variant, name, expected[column], actual[name]);
        }

        using var decoderFile = new MemoryStream();
        decoder.SaveAsOnnx(decoderFile);
        using var decoderRuntime = new OnnxRuntimeModel(decoderFile.ToArray());
        AssertClose(variant, "decoder", expected[Decoded], decoderRuntime.Run(expected[Code], "reconstruction"));
    }

    private void CheckReadBack(AutoEncoderTransformer model, IDataView test, Dictionary<string, float[][]> expected)
    {
        using var directory = new TemporaryDirectory();
        model.SaveAsOnnx(directory.File("model.onnx"));
        var read = _mlContext.Transforms.AutoEncoderFromOnnx(
            Code, Input, directory.File("model.onnx"), reconstructionColumnName: Reconstruction,
            reconstructionErrorColumnName: ReconstructionError, slotErrorColumnName: SlotErrors).Fit(test);

        var actual = ColumnValues.Read(read.Transform(test), Files.Keys);
        foreach (var column in Files.Keys)
        {
            var differing = expected[column].Zip(actual[column]).Count(
                rows => !MemoryMarshal.AsBytes(rows.First.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(rows.Second.AsSpan())));
            Assert.True(differing == 0 && actual[column].Length == _fixture.Rows.Length, $"{differing} rows of {column} have other bits.");
        }
    }

    private void AssertClose(string variant, string name, float[][] expected, float[][] actual)
    {
        Assert.Equal(_fixture.Rows.Length, expected.Length);
        var difference = GraphAssert.LargestDifference(expected, actual);
        _output.WriteLine(FormattableString.Invariant($"{variant}, {name}: {difference:E1}"));
        Assert.True(difference <= GraphAssert.Tolerance, FormattableString.Invariant($"{variant}, {name}: differs by {difference:E2}."));
    }

    /// <summary>The images, read once for all tests.</summary>
    public sealed class Fixture
    {
        public Fixture()
        {
            try
            {
                var mnist = MnistDataset.Load();
                (Train, Test) = (mnist.Train.Take(2_000), mnist.Test);
                TrainRows = [.. Train.Select(image => image.Features)];
                Rows = [.. Test.Select(image => image.Features)];
            }
            catch (MnistNotAvailableException exception)
            {
                WhyMissing = exception.Message;
            }
        }

        /// <summary>Why there are no images; null if they are there.</summary>
        internal string? WhyMissing { get; }

        internal MnistImages? Train { get; }

        internal MnistImages? Test { get; }

        internal float[][] TrainRows { get; } = [];

        /// <summary>The images to compare on: all 10,000 of the test set.</summary>
        internal float[][] Rows { get; } = [];

        internal static IDataView View(float[][] rows, bool isSparse)
        {
            var type = new VectorDataViewType(NumberDataViewType.Single, MnistImage.PixelCount);
            return new InMemoryDataView(
                rows.Length, isSparse ? InMemoryColumn.Sparse(Input, type, rows) : InMemoryColumn.Dense(Input, type, rows));
        }
    }
}
