using Microsoft.ML.AutoEncoder;
using static TorchSharp.torch;

namespace Benchmarks.Scoring.Peers;

/// <summary>The forward pass as people write it with TorchSharp.</summary>
internal sealed class TorchEncoder : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly int _inputSize;

    internal TorchEncoder(AutoEncoderNetwork network)
    {
        using var noGradients = no_grad();
        _inputSize = network.Shape.InputSize;
        var modules = new List<nn.Module<Tensor, Tensor>>();
        var parameters = network.Parameters.AsSpan();
        foreach (var layer in network.Shape.Encoder.Cast<DenseLayer>())
        {
            var linear = nn.Linear(layer.InputSize, layer.OutputSize);
            using var scope = NewDisposeScope();
            linear.weight.copy_(tensor(parameters[..(int)layer.WeightCount].ToArray()).reshape(layer.InputSize, layer.OutputSize).t());
            linear.bias!.copy_(tensor(parameters.Slice((int)layer.WeightCount, layer.OutputSize).ToArray()));
            parameters = parameters[(int)layer.ParameterCount..];
            modules.Add(linear);
            modules.Add(nn.LeakyReLU(((LeakyReLU)layer.Activation).Slope));
        }

        _network = nn.Sequential(modules);
        _network.eval();
    }

    /// <summary>Encodes the rows that stand one after the other.</summary>
    internal void Encode(float[] rows, Span<float> codes)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var input = from_array(rows).reshape(-1, _inputSize);
        _network.forward(input).data<float>().CopyTo(codes);
    }

    public void Dispose() => _network.Dispose();
}
