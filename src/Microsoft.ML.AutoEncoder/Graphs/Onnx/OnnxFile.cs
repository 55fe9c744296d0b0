using Google.Protobuf;
using Microsoft.ML.AutoEncoder.Onnx;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Reads the messages of an ONNX file, and checks what is true of every file, whatever its graph computes.</summary>
internal static class OnnxFile
{
    internal const int MinimumOperatorSet = 9;
    internal const int MaximumOperatorSet = 20;

    private const int MinimumIrVersion = 3;

    /// <exception cref="InvalidDataException">This is not an ONNX file, or one of a version that cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static ModelProto Read(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"It has {file.Length} bytes; an ONNX file has at most {Array.MaxLength} beside its external data.");
        }

        var content = new byte[file.Length];
        file.ReadExactly(content);
        return Parse(content);
    }

    /// <exception cref="InvalidDataException">This is not an ONNX file, or one of a version that cannot be read.</exception>
    internal static ModelProto Parse(byte[] content)
    {
        MessageLimit.Check(content);
        ModelProto model;
        try
        {
            model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(content);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException($"It is not an ONNX file, or it is cut off or damaged. {exception.Message}", exception);
        }

        Check(model);
        return model;
    }

    private static void Check(ModelProto model)
    {
        if (model.Graph is null || model.IrVersion < MinimumIrVersion)
        {
            throw new InvalidDataException(
                model.Graph is null
                    ? "It holds no graph."
                    : $"Its format (IR) has the version {model.IrVersion}; {MinimumIrVersion} is the least that can be read.");
        }

        if (model.Functions.Count > 0 || model.Graph.SparseInitializer.Count > 0)
        {
            throw new InvalidDataException(
                model.Functions.Count > 0
                    ? "It defines functions of its own. Export it with operators of ONNX only."
                    : "It has sparse initializers. Export it with dense ones.");
        }

        var operatorSets = model.OpsetImport.Where(set => IsStandard(set.Domain)).Select(set => set.Version).Distinct().ToArray();
        if (operatorSets is not [>= MinimumOperatorSet and <= MaximumOperatorSet])
        {
            throw new InvalidDataException(
                $"Its operator set (opset) has the version {(operatorSets.Length == 0 ? "none" : string.Join(", ", operatorSets))}; " +
                $"{MinimumOperatorSet} to {MaximumOperatorSet} can be read. Export it with one of these.");
        }
    }

    /// <summary>Whether operators of this domain are those of ONNX itself.</summary>
    internal static bool IsStandard(string domain) => domain is "" or "ai.onnx";
}
