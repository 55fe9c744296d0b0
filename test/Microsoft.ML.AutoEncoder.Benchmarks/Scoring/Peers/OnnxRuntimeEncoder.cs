using Microsoft.ML.OnnxRuntime;

namespace Benchmarks.Scoring.Peers;

/// <summary>ONNX Runtime as fast as it gets: inputs and outputs are bound to memory that is there already.</summary>
internal sealed class OnnxRuntimeEncoder : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly string _outputName;

    internal OnnxRuntimeEncoder(
        string path, int inputSize, int codeSize, int batchSize, int threadCount, string outputName = OnnxFile.Output)
    {
        _outputName = outputName;
        using var options = new SessionOptions { IntraOpNumThreads = threadCount, InterOpNumThreads = 1 };
        _session = new InferenceSession(path, options);
        _input = new float[batchSize * inputSize];
        _output = new float[batchSize * codeSize];
        _inputs = [OrtValue.CreateTensorValueFromMemory(_input, [batchSize, inputSize])];
        _outputs = [OrtValue.CreateTensorValueFromMemory(_output, [batchSize, codeSize])];
    }

    /// <summary>Encodes as many rows as the batch has.</summary>
    internal ReadOnlySpan<float> Encode(ReadOnlySpan<float> rows)
    {
        rows.CopyTo(_input);
        _session.Run(_options, [OnnxFile.Input], _inputs, [_outputName], _outputs);
        return _output;
    }

    public void Dispose()
    {
        Array.ForEach(_inputs, value => value.Dispose());
        Array.ForEach(_outputs, value => value.Dispose());
        _options.Dispose();
        _session.Dispose();
    }
}
