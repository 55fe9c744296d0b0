using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Model;

/// <summary>The kernels of the dense layer, at every width of registers. Widths that the machine lacks are emulated.</summary>
public sealed class WeightedSumTests
{
    private static readonly int[] RegisterWidths = [1, 4, 8, 16];
    private static readonly int[] LayerSizes = [1, 2, 3, 17, 65, 300];

    public static TheoryData<int, int> Sizes => new MatrixTheoryData<int, int>(LayerSizes, LayerSizes);

    public static TheoryData<int> Widths => [.. RegisterWidths];

    [Theory, MemberData(nameof(Sizes))]
    public void A_layer_computes_what_the_textbook_says(int inputSize, int outputSize)
    {
        var parameters = Random(inputSize, outputSize);
        var input = WithZeros(inputSize);
        foreach (var width in RegisterWidths)
        {
            var output = Forward(parameters, outputSize, input, width);
            for (var i = 0; i < outputSize; i++)
            {
                var terms = Enumerable.Range(0, inputSize).Select(j => (double)input[j] * parameters[(j * outputSize) + i])
                    .Append(parameters[(inputSize * outputSize) + i]).ToArray();
                Assert.Equal(terms.Sum(), output[i], inputSize * 1e-7 * terms.Sum(Math.Abs));
            }
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Every_width_gives_the_same_bits(int inputSize, int outputSize)
    {
        var parameters = Random(inputSize, outputSize);
        var input = WithZeros(inputSize);
        var expected = Forward(parameters, outputSize, input, maximumLaneCount: 1);

        Assert.All(RegisterWidths, width => Assert.Equal(expected, Forward(parameters, outputSize, input, width)));
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_missing_value_makes_every_output_missing(int width)
    {
        var input = WithZeros(65);
        input[64] = float.NaN;

        Assert.All(Forward(Random(65, 17), 17, input, width), value => Assert.True(float.IsNaN(value)));
    }

    [Theory, MemberData(nameof(Widths))]
    public void An_infinite_value_is_infinitely_more_than_the_others(int width)
    {
        var parameters = Random(65, 17);
        var input = WithZeros(65);
        input[3] = float.PositiveInfinity;

        var output = Forward(parameters, 17, input, width);

        Assert.Equal(parameters.AsSpan(3 * 17, 17).ToArray().Select(weight => weight * float.PositiveInfinity), output);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Zeros_leave_the_bias(int width)
    {
        var parameters = Random(65, 17);

        Assert.Equal(parameters[^17..], Forward(parameters, 17, new float[65], width));
    }

    [Theory, MemberData(nameof(Widths))]
    public void Sparse_values_give_the_bits_of_dense_ones(int width)
    {
        var network = Networks.Random(700, 33, 5, maximumLaneCount: width);
        var dense = WithZeros(700);
        // Some zeros are explicit.
        int[] indices = [.. Enumerable.Range(0, 700).Where(i => dense[i] != 0 || i % 5 == 0)];
        var (fromDense, fromSparse) = (new float[5], new float[5]);

        network.Encoder.Forward(dense, fromDense);
        network.Encoder.Forward(new InputRow(indices, [.. indices.Select(i => dense[i])]), fromSparse);

        Assert.Equal(fromDense, fromSparse);
    }

    [Theory, MemberData(nameof(Widths))]
    public void The_parameters_come_back_out_of_the_layout_of_the_kernels(int width)
    {
        var parameters = Networks.Random(7, 17, 3).Parameters;

        Assert.Equal(Enumerable.Distinct(parameters), parameters);
        Assert.Equal(parameters, Networks.Random(7, 17, 3, maximumLaneCount: width).Parameters);
    }

    private static float[] Forward(float[] parameters, int outputSize, float[] input, int maximumLaneCount)
    {
        var layer = new DenseLayer(input.Length, outputSize, Activation.Identity).CreateKernel(parameters, maximumLaneCount);
        var output = new float[layer.OutputCapacity];
        layer.Forward(input, output);
        return output[..outputSize];
    }

    private static float[] Random(int inputSize, int outputSize)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, (inputSize + 1) * outputSize).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Runs of zeros, runs without any, and both mixed; the last value is not zero.</summary>
    private static float[] WithZeros(int count)
    {
        var random = new Random(2);
        float[] values = [.. Enumerable.Range(0, count).Select(i => (i / 20 % 3) switch
        {
            0 => random.Next(2) * random.NextSingle(),
            1 => 0f,
            _ => random.NextSingle(),
        })];
        values[^1] = 0.5f;
        return values;
    }
}
