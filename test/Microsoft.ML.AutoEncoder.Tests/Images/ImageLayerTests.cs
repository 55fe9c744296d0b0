using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Images;

/// <summary>Layers of images give in managed code what they give in Torch, at each width of registers, and lead vectors backwards
/// as automatic differentiation does.</summary>
public sealed class ImageLayerTests
{
    private const int RowCount = 3;

    public static TheoryData<int, int, int> Windows
    {
        get
        {
            var windows = new TheoryData<int, int, int>();
            for (var size = 1; size <= 5; size++)
            {
                for (var stride = 1; stride <= 3; stride++)
                {
                    for (var padding = 0; padding <= Math.Min(2, size - 1); padding++)
                    {
                        windows.Add(size, stride, padding);
                    }
                }
            }

            return windows;
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Convolution_gives_the_values_of_Torch(int size, int stride, int padding)
    {
        foreach (var (input, filters) in Shapes())
        {
            Check(new ConvolutionLayer(input, filters, new Window(size, stride, padding), Activation.Tanh));
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Transposed_convolution_gives_the_values_of_Torch(int size, int stride, int padding)
    {
        foreach (var (output, channels) in Shapes())
        {
            var window = new Window(size, stride, padding);
            var input = new TensorShape(channels, window.Places(output.Image.Height), window.Places(output.Image.Width));
            Check(new TransposedConvolutionLayer(input, output, window, Activation.LeakyReLU()));
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Pooling_gives_the_values_of_Torch(int size, int stride, int padding)
    {
        foreach (var (input, _) in Shapes())
        {
            Check(new MaxPoolingLayer(input, new Window(size, stride, 0)));
            Check(new AveragePoolingLayer(input, new Window(size, stride, 0)));
            Check(new UpsamplingLayer(input, input.Image.Height + size + padding, input.Image.Width * stride));
        }
    }

    [Theory]
    [InlineData(PixelOrder.Planar, 1)]
    [InlineData(PixelOrder.Planar, 3)]
    [InlineData(PixelOrder.Interleaved, 3)]
    [InlineData(PixelOrder.Interleaved, 1)]
    public void Pixel_layer_gives_the_values_of_Torch(PixelOrder order, int channels)
    {
        Check(new PixelLayer(new ImageShape(5, 7, channels, order), isLast: false, Activation.Identity));
        Check(new PixelLayer(new ImageShape(5, 7, channels, order), isLast: true, Activation.Sigmoid));
    }

    [Fact]
    public void Interleaved_pixels_are_brought_into_planes_and_back()
    {
        var image = new ImageShape(1, 2, 3, PixelOrder.Interleaved);
        float[] parameters = [.. Enumerable.Repeat(1f, 6), .. Enumerable.Repeat(0f, 6)];
        float[] row = [1, 2, 3, 4, 5, 6];
        var planes = new float[6];
        var back = new float[6];

        new PixelLayer(image, isLast: false, Activation.Identity).CreateKernel(parameters, 1).Forward(row, planes);
        new PixelLayer(image, isLast: true, Activation.Identity).CreateKernel(parameters, 1).Forward(planes, back);

        Assert.Equal([1, 4, 2, 5, 3, 6], planes);
        Assert.Equal(row, back);
    }

    [Fact]
    public void Convolution_computes_what_the_formula_says()
    {
        // 2 × 3 pixels, a filter of 2 × 2 with a padding of 1 and a stride of 2: rows −1 and 1, columns −1 and 1.
        var layer = new ConvolutionLayer(new TensorShape(1, 2, 3), 1, new Window(2, 2, 1), Activation.Identity);
        var kernel = layer.CreateKernel([1, 10, 100, 1000, 0.5f], 1);
        var output = new float[kernel.OutputCapacity];

        kernel.Forward(new float[] { 1, 2, 3, 4, 5, 6 }, output);

        Assert.Equal([1000.5f, 3200.5f, 10 * 4 + 0.5f, 5 + (6 * 10) + 0.5f], output[..layer.OutputSize]);
    }

    private static IEnumerable<(TensorShape Shape, int Filters)> Shapes() =>
    [
        (new TensorShape(1, 5, 5), 1), (new TensorShape(2, 7, 11), 3), (new TensorShape(3, 8, 6), 4), (new TensorShape(4, 13, 9), 6),
        (new TensorShape(2, 5, 14), 5),
    ];

    private static void Check(Layer layer)
    {
        var random = new Random(layer.GetHashCode());
        using var scope = NewDisposeScope();
        var architecture = new NetworkArchitecture();
        var twin = LayerTwins.Create(layer, new LayerRole("encoder.0", 0, IsHidden: false, architecture, Counterpart: null));
        var values = new float[twin.Parameters.Sum(parameter => parameter.Count)];
        Place(twin, values, random);
        var parameters = new float[layer.ParameterCount];
        twin.Fold(values, parameters);
        var rows = new float[RowCount * layer.InputSize];
        foreach (ref var value in rows.AsSpan())
        {
            // With zeros, which sparse rows leave out.
            value = random.Next(3) == 0 ? 0f : random.NextSingle() - 0.5f;
        }

        var trainable = twin.CreateTrainable(Leaf(values), layer.Activation);
        var input = tensor(rows).view(RowCount, layer.InputSize).requires_grad_();
        var pass = trainable.Forward(input, EvaluationPass.Instance);
        CheckValues(layer, parameters, rows, pass.Output);
        CheckBackward(input, pass);
    }

    private static void CheckValues(Layer layer, float[] parameters, float[] rows, Tensor expected)
    {
        var values = expected.detach().contiguous().data<float>().ToArray();
        var scalar = layer.CreateKernel(parameters, 1);
        var output = new float[scalar.OutputCapacity];
        for (var row = 0; row < RowCount; row++)
        {
            var inputRow = rows.AsSpan(row * layer.InputSize, layer.InputSize);
            scalar.Forward(inputRow, output);
            for (var i = 0; i < layer.OutputSize; i++)
            {
                var there = values[(row * layer.OutputSize) + i];
                Assert.True(
                    Math.Abs(output[i] - there) <= 1e-5 * Math.Max(1, Math.Abs(there)),
                    $"{layer}: value {i} is {there}, but got {output[i]}");
            }

            foreach (var lanes in new[] { 4, 8, 16 })
            {
                var kernel = layer.CreateKernel(parameters, lanes);
                var wide = new float[kernel.OutputCapacity];
                kernel.Forward(inputRow, wide);
                Assert.Equal(output[..layer.OutputSize], wide[..layer.OutputSize]);
                int[] indices = [.. Enumerable.Range(0, layer.InputSize).Where(i => rows[(row * layer.InputSize) + i] != 0)];
                float[] sparse = [.. indices.Select(i => rows[(row * layer.InputSize) + i])];
                Array.Clear(wide);
                kernel.Forward(new InputRow(indices, sparse), wide);
                Assert.Equal(output[..layer.OutputSize], wide[..layer.OutputSize]);
            }
        }
    }

    private static void CheckBackward(Tensor input, LayerPass pass)
    {
        var vector = rand(pass.Output.shape).sub(0.5);
        var expected = autograd.grad([pass.Output], [input], [vector])[0];
        var actual = pass.VectorJacobianProduct(vector);

        Assert.True(actual.sub(expected).abs().max().item<float>() <= 1e-5, $"{pass.Layer}");
    }

    private static void Place(LayerTwin twin, float[] values, Random random)
    {
        var offset = 0;
        foreach (var parameter in twin.Parameters)
        {
            parameter.PlaceAt(offset);
            offset += (int)parameter.Count;
        }

        foreach (ref var value in values.AsSpan())
        {
            value = random.NextSingle() - 0.5f;
        }
    }

    private static Func<TrainingParameter, Tensor> Leaf(float[] values) => parameter =>
    {
        var leaf = tensor(parameter.Of(values).ToArray());
        return parameter.IsVector ? leaf : leaf.view(parameter.Slot.Rows, parameter.Slot.Columns);
    };
}
