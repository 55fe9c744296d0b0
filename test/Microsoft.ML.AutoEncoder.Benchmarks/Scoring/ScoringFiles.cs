using Benchmarks.Scoring.Peers;
using Benchmarks.Training;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Scoring;

/// <summary>One trained network in every form that is scored, in a folder that goes with it.</summary>
internal sealed class ScoringFiles : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("autoencoder-scoring-");

    internal ScoringFiles(IReadOnlyList<float[]> rows)
    {
        var mlContext = new MLContext(1);
        var data = Fits.ToDataView(mlContext, rows);
        Model = Fits.Fit(rows, Workload.Reference.Options(numberOfEpochs: 1));
        mlContext.Model.Save(Model, data.Schema, ModelPath);
        OnnxFile.Write(OnnxPath, Model.Network, batchSize: null);
        OnnxFile.Write(OnnxRowPath, Model.Network, batchSize: 1);
        OnnxTransformer = mlContext.Transforms.ApplyOnnxModel(OnnxFile.Output, OnnxFile.Input, OnnxRowPath).Fit(data);
        mlContext.Model.Save(OnnxTransformer, data.Schema, OnnxModelPath);
        PrincipalComponents = mlContext.Transforms.ProjectToPrincipalComponents("Code", "Features", rank: Model.CodeSize, seed: 1)
            .Fit(data);
        mlContext.Model.Save(PrincipalComponents, data.Schema, PrincipalComponentsPath);
    }

    internal AutoEncoderTransformer Model { get; }

    internal ITransformer OnnxTransformer { get; }

    /// <summary>As many principal components as the code has values: the smallest thing of ML.NET's own that does such a job.</summary>
    internal ITransformer PrincipalComponents { get; }

    /// <summary>The model of the library.</summary>
    internal string ModelPath => PathOf("model.zip");

    /// <summary>The model of ML.NET with the ONNX graph.</summary>
    internal string OnnxModelPath => PathOf("onnx-model.zip");

    /// <summary>The model of ML.NET with the principal components.</summary>
    internal string PrincipalComponentsPath => PathOf("components-model.zip");

    /// <summary>The graph for any number of rows.</summary>
    internal string OnnxPath => PathOf("encoder.onnx");

    /// <summary>The graph for one row, which is what the OnnxTransformer demands.</summary>
    internal string OnnxRowPath => PathOf("encoder-row.onnx");

    public void Dispose()
    {
        Model.Dispose();
        (OnnxTransformer as IDisposable)?.Dispose();
        _directory.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);
}
