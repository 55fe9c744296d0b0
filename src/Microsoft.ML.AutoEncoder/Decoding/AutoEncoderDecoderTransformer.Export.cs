using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderDecoderTransformer
{
    /// <summary>Writes the decoder as an ONNX file: an input with the name of the column of the codes, of the shape [rows,
    /// <see cref="CodeSize"/>], and the output <c>reconstruction</c>.</summary>
    /// <param name="path">The file. It is replaced if it is there.</param>
    /// <exception cref="ArgumentException">Another output is asked for, or the input has the name of the output.</exception>
    public void SaveAsOnnx(string path) => SaveAsOnnx(path, new OnnxExportOptions());

    /// <param name="path">The file. It is replaced if it is there.</param>
    /// <param name="options">The name of the input.</param>
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
    /// <param name="options">The name of the input.</param>
    /// <inheritdoc cref="SaveAsOnnx(string)"/>
    public void SaveAsOnnx(Stream stream, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stream);
        OnnxExport.SaveDecoder(stream, _network, _inputColumnName, options);
    }
}
