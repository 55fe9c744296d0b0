using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Model;

/// <summary>The forward pass in managed code gives the values of Torch's.</summary>
public sealed class TorchParityTests
{
    public static TheoryData<Activation> Activations =>
    [
        Activation.Identity, Activation.ReLU, Activation.LeakyReLU(), Activation.LeakyReLU(0f), Activation.ELU(), Activation.ELU(0.5f),
        Activation.GELU, Activation.Tanh, Activation.Sigmoid, Activation.SELU, Activation.SiLU, Activation.Softplus,
    ];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_gives_the_values_of_Torch_in_double_precision(Activation activation)
    {
        float[] values = [.. Enumerable.Range(-1200, 2401).Select(i => i / 100f), 0f, -0f, 1e-6f, -1e-6f, 30f, -30f];
        using var scope = NewDisposeScope();
        double[] inputs = [.. values];
        var expected = ActivationTwin.Of(activation).Apply(activation, tensor(inputs)).data<double>().ToArray();

        activation.Apply(values);

        for (var i = 0; i < values.Length; i++)
        {
            // The second term is the rounding of Torch's own double precision, where it cancels.
            Assert.True(
                Math.Abs(values[i] - expected[i]) <= (1e-6 * Math.Abs(expected[i])) + 1e-14,
                $"f({inputs[i]}) is {expected[i]}, but got {values[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_keeps_NaN_and_touches_no_other_value(Activation activation)
    {
        for (var length = 1; length <= 40; length++)
        {
            var values = new float[length];
            Array.Fill(values, 0.5f);
            var expected = values.ToArray();
            values[length / 2] = float.NaN;

            activation.Apply(values);
            activation.Apply(expected);

            Assert.True(float.IsNaN(values[length / 2]));
            expected[length / 2] = values[length / 2];
            Assert.Equal(expected, values);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_stays_in_its_range(Activation activation)
    {
        float[] values = [.. Enumerable.Range(-1000, 2001).Select(i => i / 50f)];

        activation.Apply(values);

        Assert.True(values.Min() >= activation.Minimum);
        Assert.True(values.Max() <= activation.Maximum);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 3)]
    [InlineData(784, 256, 64)]
    public void Network_gives_the_values_of_Torch(int inputSize, int hiddenSize, int codeSize)
    {
        var shape = NetworkShape.OfDenseLayers(
            inputSize,
            [(hiddenSize, Activation.LeakyReLU()), (codeSize, Activation.Tanh)],
            [(hiddenSize, Activation.GELU), (inputSize, Activation.Sigmoid)]);
        using var scope = NewDisposeScope();
        var layout = new ParameterLayout(shape, new NetworkArchitecture());
        var parameters = new FlatTensor(layout.Length, TrainingDevice.Cpu);
        layout.Initialize(parameters.Values, new Random(1));
        var trainable = new TrainableNetwork(layout, parameters);
        var network = new AutoEncoderNetwork(shape, parameters.Values[..(int)shape.ParameterCount].ToArray());
        var random = new Random(2);
        float[] input = [.. Enumerable.Range(0, inputSize).Select(_ => random.NextSingle())];
        var code = trainable.Encode(tensor(input).reshape(1, inputSize), EvaluationPass.Instance).Code;
        var expected = trainable.Decode(code, EvaluationPass.Instance).data<float>().ToArray();

        var reconstruction = new float[inputSize];
        network.Reconstruct(input, reconstruction);

        Assert.All(
            reconstruction.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Abs(a)));
    }

    [Fact]
    public void Sparse_input_gives_the_bits_of_the_dense_one()
    {
        var network = Networks.Random(40, 16, 6);
        float[] dense = [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? i / 40f : 0f)];
        int[] indices = [.. Enumerable.Range(0, 40).Where(i => i % 3 == 0)];
        float[] values = [.. indices.Select(i => dense[i])];
        var (fromDense, fromSparse) = (new float[6], new float[6]);

        network.Encoder.Forward(dense, fromDense);
        network.Encoder.Forward(new InputRow(indices, values), fromSparse);

        Assert.Equal(fromDense, fromSparse);
    }
}
