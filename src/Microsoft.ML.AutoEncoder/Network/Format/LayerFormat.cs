using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the layers of an encoder or a decoder are written to and read from a model file,
/// without the values of their parameters.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// int: number of layers
/// for each layer:
///   byte: number of the kind, see LayerKind
///   the settings of the kind; for a dense layer:
///     int: size of the output
///     byte: kind of the activation
///     float: parameter of the activation (0 if it has none)
///   for layers of images see docs/model-file.md
///   byte: number of parameters
///   for each parameter:
///     string: name
///     byte: number of dimensions
///     int[]: dimensions
/// </code>
/// The shape of a layer's input is that of the output of the layer before.
/// </remarks>
internal static class LayerFormat
{
    internal static void Write(BinaryWriter writer, ImmutableArray<Layer> layers)
    {
        writer.Write(layers.Length);
        foreach (var layer in layers)
        {
            writer.Write(layer.Kind.Number);
            layer.WriteSettings(writer);
            writer.Write((byte)layer.Parameters.Length);
            foreach (var parameter in layer.Parameters)
            {
                writer.Write(parameter.Name);
                writer.Write((byte)parameter.Shape.Dimensions.Length);
                foreach (var dimension in parameter.Shape.Dimensions)
                {
                    writer.Write(dimension);
                }
            }
        }
    }

    /// <param name="reader">Where to read.</param>
    /// <param name="inputShape">The shape of the first layer's input.</param>
    /// <param name="minimumCount">The least number of layers: one of both sides may have none.</param>
    /// <exception cref="InvalidDataException">These are no layers that this version knows.</exception>
    internal static ImmutableArray<Layer> Read(BinaryReader reader, TensorShape inputShape, int minimumCount = 1)
    {
        var count = NetworkLimits.ReadSize(reader, "an encoder or decoder", NetworkLimits.MaximumLayerCount, minimumCount);
        var layers = ImmutableArray.CreateBuilder<Layer>();
        for (var i = 0; i < count; i++)
        {
            layers.Add(ReadLayer(reader, i == 0 ? inputShape : layers[^1].OutputShape));
        }

        return layers.ToImmutable();
    }

    private static Layer ReadLayer(BinaryReader reader, TensorShape inputShape)
    {
        var number = reader.ReadByte();
        var kind = LayerKind.Of(number) ?? throw new InvalidDataException(
            $"It has a layer of the kind {number}, which this version of Microsoft.ML.AutoEncoder does not know. Update the package.");
        var layer = kind.Read(inputShape, reader);
        var parameterCount = reader.ReadByte();
        if (parameterCount != layer.Parameters.Length)
        {
            throw new InvalidDataException(
                $"It has a {kind.Name} layer with {parameterCount} parameters, but such a layer has {layer.Parameters.Length}.");
        }

        foreach (var parameter in layer.Parameters)
        {
            CheckParameter(reader, kind, parameter);
        }

        return layer;
    }

    private static void CheckParameter(BinaryReader reader, LayerKind kind, LayerParameter expected)
    {
        var name = reader.ReadString();
        var dimensions = new int[reader.ReadByte()];
        for (var i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = reader.ReadInt32();
        }

        if (name != expected.Name || !dimensions.AsSpan().SequenceEqual(expected.Shape.Dimensions.AsSpan()))
        {
            throw new InvalidDataException(
                $"It has a {kind.Name} layer with the parameter '{name}' of {string.Join('×', dimensions)} values, " +
                $"in place of '{expected.Name}' of {expected.Shape}.");
        }
    }
}
