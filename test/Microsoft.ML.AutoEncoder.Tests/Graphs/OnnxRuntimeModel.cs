using Google.Protobuf;
using Microsoft.ML.AutoEncoder.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>A model that ONNX Runtime computes. Where its native library is missing, the tests that use it fail.</summary>
internal sealed class OnnxRuntimeModel : IDisposable
{
    private readonly InferenceSession _session;

    internal OnnxRuntimeModel(byte[] model)
    {
        // Its warnings are no results of tests.
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(model, options);
    }

    internal OnnxRuntimeModel(string path)
        : this(File.ReadAllBytes(path))
    {
    }

    internal OnnxRuntimeModel(ModelProto model)
        : this(model.ToByteArray())
    {
    }

    internal IEnumerable<string> Inputs => _session.InputMetadata.Keys;

    internal IEnumerable<string> Outputs => _session.OutputMetadata.Keys;

    public void Dispose() => _session.Dispose();

    /// <summary>Computes an output of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="output">The output; null for the only one.</param>
    /// <param name="rowShape">The dimensions of a row; none for a vector.</param>
    internal float[][] Run(float[][] rows, string? output = null, params int[] rowShape)
    {
        output ??= _session.OutputNames.Single();
        return Run(rows, [output], rowShape)[output];
    }

    /// <summary>Computes several outputs of rows at once.</summary>
    internal Dictionary<string, float[][]> Run(float[][] rows, IReadOnlyCollection<string> outputs, params int[] rowShape)
    {
        int[] shape = rowShape.Length == 0 ? [rows.Length, rows[0].Length] : [rows.Length, .. rowShape];
        var input = new DenseTensor<float>(shape);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].CopyTo(input.Buffer.Span[(i * rows[0].Length)..]);
        }

        using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_session.InputNames[0], input)], outputs);
        return results.ToDictionary(result => result.Name, result => Split(Numbers(result), rows.Length));
    }

    private static float[][] Split(float[] values, int rowCount)
    {
        var size = values.Length / rowCount;
        return [.. Enumerable.Range(0, rowCount).Select(row => values.AsSpan(row * size, size).ToArray())];
    }

    private static float[] Numbers(NamedOnnxValue value) => value.Value switch
    {
        Tensor<bool> flags => [.. flags.Select(flag => flag ? 1f : 0f)],
        Tensor<uint> keys => [.. keys.Select(key => (float)key)],
        DenseTensor<float> numbers => numbers.Buffer.ToArray(),
        var other => throw new NotSupportedException($"{value.Name} is {other.GetType()}."),
    };
}
