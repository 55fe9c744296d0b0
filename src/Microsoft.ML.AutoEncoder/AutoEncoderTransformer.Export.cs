using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderTransformer
{
    /// <summary>The layers, first those of the encoder and then those of the decoder, each with a copy of its parameters.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public IReadOnlyList<AutoEncoderLayer> Layers => AutoEncoderLayer.Of(Network);

    /// <summary>Writes the model as an ONNX file, which other engines run: an input with the name of the input column, or another one, of
    /// the shape [rows, <see cref="InputSize"/>], and the outputs that <see cref="OnnxOutputs"/> lists. The number of rows is
    /// free.</summary>
    /// <remarks>The file has the format (IR) 8 and the operator set 17, which engines of 2023 and later read. A whole pipeline is
    /// converted by <c>mlContext.Model.ConvertToOnnx</c> of the package Microsoft.ML.OnnxConverter, with this model inside.</remarks>
    /// <param name="path">The file. It is replaced if it is there.</param>
    /// <exception cref="ArgumentException">An output is not to be had from this model, or the input has the name of an output.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void SaveAsOnnx(string path) => SaveAsOnnx(path, new OnnxExportOptions());

    /// <param name="path">The file. It is replaced if it is there.</param>
    /// <param name="options">Which outputs, and their input.</param>
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
    /// <param name="options">Which outputs, and their input.</param>
    /// <inheritdoc cref="SaveAsOnnx(string)"/>
    public void SaveAsOnnx(Stream stream, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stream);
        OnnxExport.Save(stream, Network, null, _columns.Input, options);
    }

    /// <summary>Writes the weights as a safetensors file, with the names that PyTorch gives to an encoder and a decoder that are each an
    /// <c>nn.Sequential</c>: <c>encoder.0.weight</c> of the shape [outputs, inputs], <c>encoder.0.bias</c>. Activations other than the
    /// identity count as modules, so that a second dense layer is <c>encoder.2</c>.</summary>
    /// <param name="path">The file. It is replaced if it is there.</param>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void SaveAsSafetensors(string path) => WholeFile.Write(path, SaveAsSafetensors);

    /// <param name="stream">Receives the file; it stays open.</param>
    /// <inheritdoc cref="SaveAsSafetensors(string)"/>
    public void SaveAsSafetensors(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsExport.Save(stream, Network);
    }
}
