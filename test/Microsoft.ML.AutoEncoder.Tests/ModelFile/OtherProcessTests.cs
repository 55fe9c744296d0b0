using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.ModelFile;

/// <summary>A model goes to a process that references the library and only calls <c>mlContext.Model.Load</c>.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class OtherProcessTests
{
    private const int RowCount = 10_000;

    [Fact]
    public void Model_gives_the_same_bits_in_another_process_that_has_no_Torch()
    {
        using var directory = new TemporaryDirectory();
        var mlContext = new MLContext(1);
        var data = VectorData.Create(mlContext, VectorData.Learnable(RowCount, 20));
        var pipeline = mlContext.Transforms.NormalizeMinMax("Features", fixZero: false)
            .Append(mlContext.Transforms.AutoEncoder("Encoded", "Features", codeSize: 5, numberOfEpochs: 1, seed: 1));
        var model = pipeline.Fit(data);
        mlContext.Model.Save(model, data.Schema, directory.File("model.zip"));
        using (var file = File.Create(directory.File("data.idv")))
        {
            mlContext.Data.SaveAsBinary(data, file);
        }

        var loaded = ProbeProcess.RunWithoutTorch(
            directory, "score", directory.File("model.zip"), directory.File("data.idv"), "Encoded", directory.File("codes"));

        var expected = model.Transform(data).GetColumn<float[]>("Encoded").SelectMany(code => code).ToArray();
        Assert.Equal(RowCount * 5, expected.Length);
        Assert.Equal(MemoryMarshal.AsBytes(expected.AsSpan()).ToArray(), File.ReadAllBytes(directory.File("codes")));
        Assert.Contains(loaded, path => Path.GetFileName(path) == "Microsoft.ML.AutoEncoder.dll");
        Assert.DoesNotContain(loaded, path => Path.GetFileName(path).Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(loaded, path => Path.GetFileName(path).Contains("protobuf", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Anomaly_detector_gives_the_same_bits_in_another_process_that_has_no_Torch()
    {
        using var directory = new TemporaryDirectory();
        var mlContext = new MLContext(1);
        var data = VectorData.Create(mlContext, VectorData.Learnable(100, 20));
        var options = new AutoEncoderAnomalyTrainer.Options { SlotErrorColumnName = "SlotErrors" };
        (options.AutoEncoder.NumberOfEpochs, options.AutoEncoder.KeepTrainingState) = (1, true);
        var model = mlContext.AnomalyDetection.Trainers.AutoEncoder(options)
            .Append(mlContext.Transforms.Concatenate("All", "SlotErrors", "Score"))
            .Fit(data);
        mlContext.Model.Save(model, data.Schema, directory.File("model.zip"));
        using (var file = File.Create(directory.File("data.idv")))
        {
            mlContext.Data.SaveAsBinary(data, file);
        }

        var loaded = ProbeProcess.RunWithoutTorch(
            directory, "score", directory.File("model.zip"), directory.File("data.idv"), "All", directory.File("scores"));

        var expected = model.Transform(data).GetColumn<float[]>("All").SelectMany(values => values).ToArray();
        Assert.Equal(100 * 21, expected.Length);
        Assert.Equal(MemoryMarshal.AsBytes(expected.AsSpan()).ToArray(), File.ReadAllBytes(directory.File("scores")));
        Assert.DoesNotContain(loaded, path => Path.GetFileName(path).Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(loaded, path => Path.GetFileName(path).Contains("protobuf", StringComparison.OrdinalIgnoreCase));
    }
}
