using BenchmarkDotNet.Attributes;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Scoring;

/// <summary>One row through the reference network, by the width of the registers.</summary>
[MemoryDiagnoser]
public class MicroBenchmarks
{
    private readonly float[] _input = new float[784];
    private readonly float[] _code = new float[64];
    private readonly float[] _reconstruction = new float[784];

    private AutoEncoderNetwork _network = null!;

    /// <summary>How many values a register holds; 1 is scalar code.</summary>
    [Params(1, 4, 8, 16)]
    public int LaneCount { get; set; }

    /// <summary>How many of a hundred values of the input are zeros; about 80 are in MNIST.</summary>
    [Params(0, 80)]
    public int PercentZeros { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        (int, Activation)[] encoder = [(256, Activation.LeakyReLU()), (128, Activation.LeakyReLU()), (64, Activation.LeakyReLU())];
        (int, Activation)[] decoder = [(128, Activation.LeakyReLU()), (256, Activation.LeakyReLU()), (784, Activation.Sigmoid)];
        var shape = NetworkShape.OfDenseLayers(_input.Length, encoder, decoder);
        var random = new Random(1);
        float[] parameters = [.. Enumerable.Range(0, (int)shape.ParameterCount).Select(_ => (random.NextSingle() - 0.5f) / 10)];
        _network = new AutoEncoderNetwork(shape, parameters, LaneCount);
        for (var i = 0; i < _input.Length; i++)
        {
            _input[i] = random.Next(100) < PercentZeros ? 0f : random.NextSingle() + 0.01f;
        }
    }

    [Benchmark]
    public void Encode() => _network.Encoder.Forward(_input, _code);

    [Benchmark]
    public void Decode() => _network.Decoder.Forward(_code, _reconstruction);

    [Benchmark]
    public void Reconstruct() => _network.Reconstruct(_input, _reconstruction);
}
