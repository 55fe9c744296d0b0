using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows as bytes, for other processes on machines of the same kind.</summary>
/// <remarks>For each row: float weight, int number of values or −1 for a dense row, their indices, the values.</remarks>
internal static class RowBytes
{
    internal static byte[] Write(RowStore rows)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        var scratch = new float[rows.RowSize];
        for (var index = 0; index < rows.RowCount; index++)
        {
            var row = rows.Row(index, scratch);
            writer.Write(rows.Weight(index));
            writer.Write(row.IsSparse ? row.Indices.Length : -1);
            writer.Write(MemoryMarshal.AsBytes(row.Indices));
            writer.Write(MemoryMarshal.AsBytes(row.Values));
        }

        writer.Flush();
        return memory.ToArray();
    }

    /// <param name="bytes">What <see cref="Write"/> has written.</param>
    /// <param name="rows">Receives the rows at its end.</param>
    internal static void Read(ReadOnlySpan<byte> bytes, RowStore rows)
    {
        while (bytes.Length > 0)
        {
            var weight = MemoryMarshal.Read<float>(bytes);
            var count = MemoryMarshal.Read<int>(bytes[sizeof(float)..]);
            bytes = bytes[(sizeof(float) + sizeof(int))..];
            // Copies, because what is read is not aligned.
            var indices = MemoryMarshal.Cast<byte, int>(bytes[..(Math.Max(0, count) * sizeof(int))]).ToArray();
            bytes = bytes[(indices.Length * sizeof(int))..];
            var values = MemoryMarshal.Cast<byte, float>(bytes[..((count < 0 ? rows.RowSize : count) * sizeof(float))]).ToArray();
            bytes = bytes[(values.Length * sizeof(float))..];
            rows.Add(count < 0 ? new InputRow(values) : new InputRow(indices, values), weight);
        }
    }
}
