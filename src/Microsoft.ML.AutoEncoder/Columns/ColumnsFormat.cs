using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the columns of an autoencoder are written to and read from a file.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// string: name of the input column
/// int: number of output columns
/// for each of them, in their order:
///   byte: its kind, see OutputColumnKinds
///   string: its name
///   what its kind adds:
///     the output of a layer: int, the number of the layer, from 1
/// </code>
/// </remarks>
internal static class ColumnsFormat
{
    internal static void Write(BinaryWriter writer, AutoEncoderColumns columns)
    {
        writer.Write(columns.Input);
        writer.Write(columns.Outputs.Length);
        foreach (var output in columns.Outputs)
        {
            writer.Write(output.Kind ?? throw new NotSupportedException($"{output.GetType().Name} has no number in the file format."));
            writer.Write(output.Name);
            output.WriteArguments(writer);
        }
    }

    /// <exception cref="InvalidDataException">The columns cannot be those of a model, or this version of the library does not know
    /// them.</exception>
    internal static AutoEncoderColumns Read(BinaryReader reader)
    {
        var input = reader.ReadString();
        var count = reader.ReadInt32();
        if (count is < 0 or > AutoEncoderColumns.MaximumCount)
        {
            throw new InvalidDataException(
                $"It gives the number of output columns as {count}, but it can have 1 to {AutoEncoderColumns.MaximumCount}.");
        }

        var outputs = ImmutableArray.CreateBuilder<OutputColumn>();
        for (var i = 0; i < count; i++)
        {
            outputs.Add(ReadOutput(reader));
        }

        var columns = new AutoEncoderColumns(input, outputs.ToImmutable());
        return columns.FindFault() is { } fault ? throw new InvalidDataException(fault) : columns;
    }

    /// <exception cref="InvalidDataException">The network has not got what a column is to show.</exception>
    internal static void Check(AutoEncoderColumns columns, NetworkShape shape)
    {
        foreach (var output in columns.Outputs)
        {
            if (output.FindConflict(shape) is { } conflict)
            {
                throw new InvalidDataException($"Its column '{output.Name}' {conflict}.");
            }
        }
    }

    private static OutputColumn ReadOutput(BinaryReader reader)
    {
        var kind = reader.ReadByte();
        return OutputColumnKinds.ReaderOf(kind) is { } read
            ? read(reader.ReadString(), reader)
            : throw new InvalidDataException(
                $"It has an output column of kind {kind}, which only a newer version of Microsoft.ML.AutoEncoder knows. " +
                "Update the package.");
    }
}
