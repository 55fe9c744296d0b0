using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>Every layer and every activation stands in the list of its kinds, with a number of its own,
/// and has its twin in Torch.</summary>
public sealed class KindTests
{
    // One of each kind; a new kind of layer adds a line here.
    private static readonly Layer[] Layers =
    [
        new AveragePoolingLayer(new TensorShape(2, 5, 7), new Window(3, 2, 0)),
        new ConvolutionLayer(new TensorShape(2, 5, 7), 3, new Window(3, 2, 1), Activation.Tanh),
        new DenseLayer(3, 2, Activation.Tanh),
        new MaxPoolingLayer(new TensorShape(2, 5, 7), new Window(2, 1, 0)),
        new PixelLayer(new ImageShape(5, 7, 2, PixelOrder.Interleaved), isLast: true, Activation.Tanh),
        new TransposedConvolutionLayer(new TensorShape(3, 3, 4), new TensorShape(2, 5, 7), new Window(3, 2, 1), Activation.Tanh),
        new UpsamplingLayer(new TensorShape(2, 5, 7), 8, 14),
    ];

    [Fact]
    public void Every_kind_of_layer_is_listed_once_and_has_a_twin()
    {
        Assert.Equal(Subtypes(typeof(Layer)), Layers.Select(layer => layer.GetType()));
        Assert.All(Layers, layer => Assert.Same(layer.Kind, LayerKind.Of(layer.Kind.Number)));
        Assert.Equal(
            Layers.Select(layer => layer.Kind.Number).Order(),
            Enumerable.Range(0, 256).Select(number => (byte)number).Where(number => LayerKind.Of(number) is not null));
        foreach (var layer in Layers)
        {
            var twin = LayerTwins.Create(layer, new LayerRole("encoder.0", 0, IsHidden: true, new NetworkArchitecture(), null));
            Assert.Same(layer, twin.Layer);
            Assert.Equal(layer.ParameterCount, twin.Parameters.Sum(parameter => parameter.Count));
        }
    }

    [Fact]
    public void Every_kind_of_layer_is_read_as_it_was_written()
    {
        foreach (var layer in Layers)
        {
            var file = new MemoryStream();
            LayerFormat.Write(new BinaryWriter(file), [layer]);
            file.Position = 0;
            Assert.Equal([layer], LayerFormat.Read(new BinaryReader(file), layer.InputShape));
        }
    }

    /// <summary>The numbers of all kinds of activations that there are.</summary>
    internal static IEnumerable<byte> ActivationNumbers => Enumerable.Range(0, 256)
        .Select(number => (byte)number)
        .Where(number => Activation.Create(number, 0.5f) is not null);

    [Fact]
    public void Every_activation_is_listed_once_and_has_a_twin()
    {
        var numbers = ActivationNumbers.ToArray();
        Activation[] activations = [.. numbers.Select(number => Activation.Create(number, 0.5f)!)];
        Assert.Equal(Subtypes(typeof(Activation)), activations.Select(activation => activation.GetType()).OrderBy(type => type.Name));
        Assert.Equal(numbers, activations.Select(activation => activation.KindNumber));
        Assert.All(
            activations,
            activation => Assert.Equal($"{activation.GetType().Name}Twin", ActivationTwin.Of(activation).GetType().Name));
    }

    private static IEnumerable<Type> Subtypes(Type type) => type.Assembly.GetTypes()
        .Where(candidate => !candidate.IsAbstract && candidate.IsSubclassOf(type))
        .OrderBy(candidate => candidate.Name);
}
