using Microsoft.ML.AutoEncoder;
using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Extension methods of <see cref="TransformsCatalog"/> that take in autoencoders that were trained elsewhere.</summary>
public static class AutoEncoderImportCatalog
{
    /// <summary>Takes in an autoencoder, or an encoder alone, from an ONNX file: a chain of dense layers with activations, as PyTorch,
    /// tf2onnx, skl2onnx and this library write it.</summary>
    /// <remarks>
    /// Operator sets from 9 to 20 are read. Dense layers may be Gemm, or MatMul and Add; activations their own operators, or what exporters
    /// compose GELU, SiLU and Softplus of; a scaling of the input and batch normalization become part of the weights; Dropout, Identity,
    /// Flatten and Reshape change nothing. Weights may stand in other files in the folder of the file.
    /// Afterwards the model is like any other: it scores in managed code, and is saved and loaded.
    /// </remarks>
    /// <param name="catalog">The transforms' catalog.</param>
    /// <param name="outputColumnName">The column that receives the code.</param>
    /// <param name="inputColumnName">The column to encode: a vector of the size that the network takes. Null stands for
    /// <paramref name="outputColumnName"/>.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="codeTensorName">The tensor that holds the code, behind its activation. Null: the output 'code' or the one that another
    /// is computed from; or, in a chain with one output that leads back to the input's size, the layer of which only the largest values are
    /// kept, or the narrowest one.</param>
    /// <param name="reconstructionTensorName">The tensor that holds the reconstruction. Null: the output 'reconstruction', or what leads
    /// back to the input's size.</param>
    /// <param name="reconstructionColumnName">A column for the reconstruction, or null.</param>
    /// <param name="reconstructionErrorColumnName">A column for the mean squared error of the reconstruction, or null.</param>
    /// <param name="slotErrorColumnName">A column for the squared error slot by slot, or null.</param>
    /// <exception cref="FormatException">The file is damaged, or holds something else; the message names the node and its
    /// operator.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AutoEncoderImportEstimator AutoEncoderFromOnnx(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string path,
        string? codeTensorName = null,
        string? reconstructionTensorName = null,
        string? reconstructionColumnName = null,
        string? reconstructionErrorColumnName = null,
        string? slotErrorColumnName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new AutoEncoderImportEstimator(
            CatalogUtils.GetEnvironment(catalog),
            Columns(outputColumnName, inputColumnName, reconstructionColumnName, reconstructionErrorColumnName, slotErrorColumnName),
            path,
            "ONNX",
            () => OnnxImport.Read(path, codeTensorName, reconstructionTensorName));
    }

    /// <summary>Takes in the weights of an autoencoder, or of an encoder alone, from a safetensors file with the names of PyTorch:
    /// <c>encoder.0.weight</c> of the shape [outputs, inputs], <c>encoder.0.bias</c>, <c>decoder.0.weight</c> and so on.</summary>
    /// <remarks>Values of the types F32, F16 and BF16 are read. A missing bias is 0; a BatchNorm1d right behind a dense layer becomes part
    /// of its weights, with PyTorch's epsilon of 1e-5.</remarks>
    /// <param name="catalog">The transforms' catalog.</param>
    /// <param name="outputColumnName">The column that receives the code.</param>
    /// <param name="inputColumnName">The column to encode: a vector of the size that the network takes. Null stands for
    /// <paramref name="outputColumnName"/>.</param>
    /// <param name="path">The safetensors file.</param>
    /// <param name="encoderActivations">The activation of each dense layer of the encoder, which the file does not tell; the last one is
    /// that of the code.</param>
    /// <param name="decoderActivations">The activation of each dense layer of the decoder; null or empty for an encoder alone.</param>
    /// <param name="reconstructionColumnName">A column for the reconstruction, or null.</param>
    /// <param name="reconstructionErrorColumnName">A column for the mean squared error of the reconstruction, or null.</param>
    /// <param name="slotErrorColumnName">A column for the squared error slot by slot, or null.</param>
    /// <exception cref="FormatException">The file is damaged, or holds other weights.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AutoEncoderImportEstimator AutoEncoderFromSafetensors(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string path,
        IReadOnlyList<Activation> encoderActivations,
        IReadOnlyList<Activation>? decoderActivations = null,
        string? reconstructionColumnName = null,
        string? reconstructionErrorColumnName = null,
        string? slotErrorColumnName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(encoderActivations);
        return new AutoEncoderImportEstimator(
            CatalogUtils.GetEnvironment(catalog),
            Columns(outputColumnName, inputColumnName, reconstructionColumnName, reconstructionErrorColumnName, slotErrorColumnName),
            path,
            "safetensors",
            () =>
            {
                using var file = File.OpenRead(path);
                return SafetensorsImport.Read(file, encoderActivations, decoderActivations ?? []);
            });
    }

    private static AutoEncoderColumns Columns(
        string outputColumnName, string? inputColumnName, string? reconstruction, string? reconstructionError, string? slotError)
    {
        OutputColumn?[] outputs =
        [
            new CodeColumn(outputColumnName),
            reconstruction is null ? null : new ReconstructionColumn(reconstruction),
            reconstructionError is null ? null : new ReconstructionErrorColumn(reconstructionError),
            slotError is null ? null : new SlotErrorColumn(slotError),
        ];
        return new AutoEncoderColumns(inputColumnName ?? outputColumnName, [.. outputs.OfType<OutputColumn>()]);
    }
}
