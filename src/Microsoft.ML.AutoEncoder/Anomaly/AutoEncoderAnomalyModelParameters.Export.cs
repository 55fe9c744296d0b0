using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderAnomalyModelParameters : IBindableCanSaveOnnx
{
    private const string DefaultInputName = "Features";

    // ML.NET's scorer gives the names of its columns in this order.
    private const int ScoreIndex = 1;
    private const int SlotErrorsIndex = 2;

    /// <summary>The layers of the network, first those of the encoder and then those of the decoder, each with a copy of its
    /// parameters.</summary>
    public IReadOnlyList<AutoEncoderLayer> Layers => AutoEncoderLayer.Of(Network);

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    /// <summary>Writes the detector as an ONNX file, which other engines run: an input of the shape [rows, <see cref="InputSize"/>], and
    /// the outputs that <see cref="OnnxOutputs"/> lists. The number of rows is free.</summary>
    /// <remarks>The model does not know the name of its feature column: the input is called Features unless the options name it.</remarks>
    /// <param name="path">The file. It is replaced if it is there.</param>
    /// <exception cref="ArgumentException">The input has the name of an output, or there is no output.</exception>
    public void SaveAsOnnx(string path) => SaveAsOnnx(path, new OnnxExportOptions());

    /// <param name="path">The file. It is replaced if it is there.</param>
    /// <param name="options">Which outputs, their input, and the threshold.</param>
    /// <inheritdoc cref="SaveAsOnnx(string)"/>
    public void SaveAsOnnx(string path, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        WholeFile.Write(path, stream => SaveAsOnnx(stream, options));
    }

    /// <param name="stream">Receives the file; it stays open.</param>
    /// <inheritdoc cref="SaveAsOnnx(string)"/>
    public void SaveAsOnnx(Stream stream) => SaveAsOnnx(stream, new OnnxExportOptions());

    /// <param name="stream">Receives the file; it stays open.</param>
    /// <param name="options">Which outputs, their input, and the threshold.</param>
    /// <inheritdoc cref="SaveAsOnnx(string)"/>
    public void SaveAsOnnx(Stream stream, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stream);
        OnnxExport.Save(stream, Network, (Measure, Threshold), DefaultInputName, options);
    }

    /// <summary>Writes the weights of the network as a safetensors file, see
    /// <see cref="AutoEncoderTransformer.SaveAsSafetensors(string)"/>.</summary>
    /// <param name="path">The file. It is replaced if it is there.</param>
    public void SaveAsSafetensors(string path) => WholeFile.Write(path, stream => SafetensorsExport.Save(stream, Network));

    bool IBindableCanSaveOnnx.SaveAsOnnx(OnnxContext ctx, RoleMappedSchema schema, string[] outputNames)
    {
        if (schema.Feature is not { } feature || !ctx.ContainsColumn(feature.Name))
        {
            return false;
        }

        OnnxContextBuilder.CheckOperatorSet(ctx, Network.Shape, nameof(AutoEncoderAnomalyTrainer), ((IGraphMeasure)Measure).NeedsTopK);
        var outputs = new GraphOutputs().Add(GraphContent.Score, outputNames[ScoreIndex]);
        if (SlotErrorColumnName is not null)
        {
            outputs.Add(GraphContent.SlotErrors, outputNames[SlotErrorsIndex]);
        }

        NetworkGraph.Describe(new OnnxContextBuilder(ctx), Network, Measure, ctx.GetVariableName(feature.Name), outputs);
        return true;
    }
}
