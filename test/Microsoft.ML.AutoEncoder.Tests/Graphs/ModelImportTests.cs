using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>A model that was written comes in again, in a pipeline, and is a model like any other.</summary>
public sealed class ModelImportTests : IDisposable
{
    private const int InputSize = 10;

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);
    private readonly IDataView _data;
    private readonly AutoEncoderTransformer _model;

    public ModelImportTests()
    {
        _data = VectorData.Create(_mlContext, VectorData.Learnable(100, InputSize));
        _model = _mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Encoded",
            ReconstructionErrorColumnName = "Error",
            HiddenLayerSizes = [7],
            CodeSize = 3,
            Activation = Activation.SiLU,
            CodeActivation = Activation.Identity,
            NumberOfEpochs = 2,
            Seed = 1,
        }).Fit(_data);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Onnx_file_gives_the_same_bits()
    {
        _model.SaveAsOnnx(_directory.File("model.onnx"));

        AssertSameBits(_mlContext.Transforms.AutoEncoderFromOnnx(
            "Encoded", "Features", _directory.File("model.onnx"), reconstructionErrorColumnName: "Error"));
    }

    [Fact]
    public void Safetensors_file_gives_the_same_bits()
    {
        _model.SaveAsSafetensors(_directory.File("model.safetensors"));

        AssertSameBits(_mlContext.Transforms.AutoEncoderFromSafetensors(
            "Encoded", "Features", _directory.File("model.safetensors"), [Activation.SiLU, Activation.Identity],
                [Activation.SiLU, Activation.Sigmoid],
            reconstructionErrorColumnName: "Error"));
    }

    [Fact]
    public void Encoder_alone_encodes_and_says_that_it_cannot_reconstruct()
    {
        _model.SaveAsOnnx(_directory.File("encoder.onnx"), new OnnxExportOptions { Outputs = OnnxOutputs.Code, InputName = "input" });

        var encoder = SaveAndLoad(
            _mlContext.Transforms.AutoEncoderFromOnnx("Encoded", "Features", _directory.File("encoder.onnx")).Fit(_data));

        Assert.Equal(Codes(_model), Codes(encoder));
        Assert.Equal(2, ((AutoEncoderTransformer)encoder).Layers.Count);
        var exception = Assert.Throws<InvalidOperationException>(
            () => ((AutoEncoderTransformer)encoder).Reconstruct(new float[InputSize], new float[InputSize]));
        Assert.Contains("encoder alone", exception.Message);
        Assert.Throws<InvalidOperationException>(() => _mlContext.Transforms.AutoEncoderFromOnnx(
            "Encoded", "Features", _directory.File("encoder.onnx"), reconstructionColumnName: "Back"));
    }

    [Fact]
    public void Decoder_goes_out_too()
    {
        var decoder = _model.CreateDecoder("Back");
        decoder.SaveAsOnnx(_directory.File("decoder.onnx"));
        var codes = Codes(_model);

        using var runtime = new OnnxRuntimeModel(_directory.File("decoder.onnx"));

        Assert.Equal(["Encoded"], runtime.Inputs);
        GraphAssert.Close(
            decoder.Transform(_model.Transform(_data)).GetColumn<float[]>("Back").ToArray(), runtime.Run(codes, "reconstruction"));
    }

    [Fact]
    public void Layers_show_their_parameters()
    {
        Assert.Equal(
            ["encoder.0: 10 → 7, SiLU", "encoder.1: 7 → 3, Identity", "decoder.0: 3 → 7, SiLU", "decoder.1: 7 → 10, Sigmoid"],
            _model.Layers.Select(layer => layer.ToString()));
        Assert.Equal([10, 7], _model.Layers[0].Parameters["weight"].Shape);
        Assert.Equal(
            _model.Network.Parameters,
            _model.Layers.SelectMany(
                layer => layer.Parameters["weight"].Values.ToArray().Concat(layer.Parameters["bias"].Values.ToArray())));
    }

    [Fact]
    public void Chosen_outputs_are_those_of_the_file()
    {
        using var stream = new MemoryStream();
        _model.SaveAsOnnx(stream, new OnnxExportOptions { Outputs = OnnxOutputs.ReconstructionError | OnnxOutputs.Code });

        using var runtime = new OnnxRuntimeModel(stream.ToArray());
        Assert.Equal(["code", "reconstruction_error"], runtime.Outputs.Order());
        Assert.Throws<ArgumentException>(() => _model.SaveAsOnnx(stream, new OnnxExportOptions { Outputs = OnnxOutputs.Score }));
        Assert.Throws<ArgumentException>(() => _model.SaveAsOnnx(stream, new OnnxExportOptions { InputName = "code" }));
    }

    [Fact]
    public void Damaged_file_is_one_error_and_leaves_nothing_half()
    {
        File.WriteAllText(_directory.File("bad.onnx"), "This is not a model.");

        var exception = Assert.Throws<FormatException>(
            () => _mlContext.Transforms.AutoEncoderFromOnnx("Encoded", "Features", _directory.File("bad.onnx")));
        Assert.Contains("bad.onnx", exception.Message);
        Assert.Throws<FileNotFoundException>(
            () => _mlContext.Transforms.AutoEncoderFromOnnx("Encoded", "Features", _directory.File("missing.onnx")));
        Assert.Throws<ArgumentException>(
            () => _model.SaveAsOnnx(_directory.File("half.onnx"), new OnnxExportOptions { Outputs = OnnxOutputs.Label }));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(_directory.File("x"))!, "half*"));
    }

    private void AssertSameBits(AutoEncoderImportEstimator estimator)
    {
        var pipeline = _mlContext.Transforms.CopyColumns("Copy", "Features").Append(estimator);
        var model = pipeline.Fit(_data);
        var loaded = SaveAndLoad(model);

        foreach (var transformer in new[] { model, loaded })
        {
            Assert.Equal(Codes(_model), Codes(transformer));
            Assert.Equal(_model.Transform(_data).GetColumn<float>("Error"), transformer.Transform(_data).GetColumn<float>("Error"));
        }
    }

    private ITransformer SaveAndLoad(ITransformer model)
    {
        _mlContext.Model.Save(model, _data.Schema, _directory.File("model.zip"));
        return _mlContext.Model.Load(_directory.File("model.zip"), out _);
    }

    private float[][] Codes(ITransformer model) => [.. model.Transform(_data).GetColumn<float[]>("Encoded")];
}
