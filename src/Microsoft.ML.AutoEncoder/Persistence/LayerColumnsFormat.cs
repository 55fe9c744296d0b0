using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the columns of layers are written to and read from a file.</summary>
internal static class LayerColumnsFormat
{
    internal static void Write(BinaryWriter writer, ImmutableArray<LayerColumn> columns)
    {
        writer.Write(columns.Length);
        foreach (var (name, layer) in columns)
        {
            writer.Write(name);
            writer.Write(layer);
        }
    }

    /// <exception cref="InvalidDataException">The number of columns is negative.</exception>
    internal static ImmutableArray<LayerColumn> Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count < 0)
        {
            throw new InvalidDataException($"It gives the number of the columns of layers as {count}.");
        }

        var columns = ImmutableArray.CreateBuilder<LayerColumn>();
        for (var i = 0; i < count; i++)
        {
            columns.Add(new LayerColumn(reader.ReadString(), reader.ReadInt32()));
        }

        return columns.ToImmutable();
    }

    /// <exception cref="InvalidDataException">The network has no such layer.</exception>
    internal static void Check(ImmutableArray<LayerColumn> columns, NetworkShape shape)
    {
        var layerCount = shape.Layers.Count();
        if (columns.FirstOrDefault(column => column.Layer < 1 || column.Layer > layerCount) is { } column)
        {
            throw new InvalidDataException($"Its column '{column.ColumnName}' is of layer {column.Layer}, but it has {layerCount} layers.");
        }
    }
}
