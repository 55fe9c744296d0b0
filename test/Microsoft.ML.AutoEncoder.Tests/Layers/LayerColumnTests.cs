using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Layers;

/// <summary>Outputs of single layers as columns. The network of <see cref="TinyAutoEncoder"/> has four layers: 6 → 5 → 3 → 5 → 6.</summary>
public sealed class LayerColumnTests
{
    private static readonly SyntheticData Data = new();

    [Fact]
    public void Every_layer_can_be_a_column()
    {
        var view = Fit([.. Enumerable.Range(1, 4).Select(layer => new LayerColumn($"Layer {layer}", layer))]).Transform(Data.Dense);

        Assert.Equal([5, 3, 5, 6], Enumerable.Range(1, 4).Select(layer => view.Schema[$"Layer {layer}"].Type.GetVectorSize()));
        Assert.Equal(Texts(view, TinyAutoEncoder.Encoded), Texts(view, "Layer 2"));
        Assert.Equal(Texts(view, TinyAutoEncoder.Reconstructed), Texts(view, "Layer 4"));
    }

    [Fact]
    public void A_layer_is_computed_from_the_one_before_it()
    {
        var model = Fit([new("Hidden", 1), new("Decoded", 3)]);
        var view = model.Transform(Data.Dense);
        var layers = model.Network.Shape.Layers.Cast<DenseLayer>().ToArray();
        var parameters = Parameters(model);

        AssertFollows(view, SyntheticData.Features, "Hidden", 0);
        AssertFollows(view, "Hidden", TinyAutoEncoder.Encoded, 1);
        AssertFollows(view, TinyAutoEncoder.Encoded, "Decoded", 2);
        AssertFollows(view, "Decoded", TinyAutoEncoder.Reconstructed, 3);

        void AssertFollows(IDataView data, string inputName, string outputName, int layer)
        {
            var shape = layers[layer];
            var own = parameters.AsSpan((int)layers[..layer].Sum(before => before.ParameterCount), (int)shape.ParameterCount).ToArray();
            foreach (var (input, output) in data.GetColumn<float[]>(inputName).Zip(data.GetColumn<float[]>(outputName)))
            {
                var expected = own[(int)shape.WeightCount..];
                for (var i = 0; i < shape.InputSize; i++)
                {
                    TensorPrimitives.MultiplyAdd(own.AsSpan(i * shape.OutputSize, shape.OutputSize), input[i], expected, expected);
                }

                shape.Activation.Apply(expected);
                Assert.All(expected.Zip(output), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            }
        }
    }

    [Fact]
    public void One_layer_can_be_several_columns()
    {
        var view = Fit([new("First", 1), new("Again", 1)]).Transform(Data.Dense);

        Assert.Equal(Texts(view, "First"), Texts(view, "Again"));
    }

    [Fact]
    public void A_layer_of_the_encoder_alone_can_be_read() =>
        Assert.Equal(Data.Rows.Length, Fit([new("Hidden", 1)]).Transform(Data.Dense).GetColumn<float[]>("Hidden").Distinct().Count());

    [Theory, InlineData(0), InlineData(5), InlineData(-1)]
    public void A_layer_that_the_network_does_not_have_is_refused(int layer)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Fit([new("Hidden", layer)]));

        Assert.Contains($"'Hidden' the layer {layer}", exception.Message);
        Assert.Contains("1 to 4", exception.Message);
    }

    [Fact]
    public void Names_must_differ_from_those_of_other_columns()
    {
        Assert.Contains(
            "LayerColumns[0]", Assert.Throws<ArgumentOutOfRangeException>(() => Fit([new(TinyAutoEncoder.Encoded, 1)])).Message);
        Assert.Contains("LayerColumns[1]", Assert.Throws<ArgumentOutOfRangeException>(() => Fit([new("A", 1), new("A", 2)])).Message);
        Assert.Contains("LayerColumns", Assert.Throws<ArgumentOutOfRangeException>(() => Fit(null!)).Message);
    }

    private static AutoEncoderTransformer Fit(LayerColumn[] columns)
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        options.LayerColumns = columns;
        return TinyAutoEncoder.Fit(Data.Dense, options);
    }

    private static float[] Parameters(AutoEncoderTransformer model)
    {
        var stream = new MemoryStream();
        NetworkFormat.WriteParameters(stream, model.Network);
        var parameters = new float[model.Network.Shape.ParameterCount];
        Buffer.BlockCopy(stream.ToArray(), 0, parameters, 0, parameters.Length * sizeof(float));
        return parameters;
    }

    private static string[] Texts(IDataView view, string column) => [.. view.GetColumn<float[]>(column).Select(RowReader.Text)];
}
