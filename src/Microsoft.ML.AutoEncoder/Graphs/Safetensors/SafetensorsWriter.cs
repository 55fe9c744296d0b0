using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Writes tensors of floats as a safetensors file.</summary>
internal sealed class SafetensorsWriter
{
    // Values start at a multiple of this, as the format's own library wants it.
    private const int Alignment = 8;

    private readonly List<(string Name, int[] Shape, ReadOnlyMemory<float> Values)> _tensors = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    internal void Add(string name, int[] shape, ReadOnlyMemory<float> values) => _tensors.Add((name, shape, values));

    internal void AddMetadata(string key, string value) => _metadata.Add(key, value);

    internal void Save(Stream stream)
    {
        var header = Header();
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, _, values) in _tensors)
        {
            // Blocks keep the number of bytes of a span within the range of an int.
            for (var start = 0; start < values.Length; start += 1 << 20)
            {
                stream.Write(MemoryMarshal.AsBytes(values.Span.Slice(start, Math.Min(1 << 20, values.Length - start))));
            }
        }
    }

    private byte[] Header()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (_metadata.Count > 0)
            {
                json.WritePropertyName("__metadata__");
                JsonSerializer.Serialize(json, _metadata);
            }

            long position = 0;
            foreach (var (name, shape, values) in _tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                WriteNumbers(json, "shape", [.. shape.Select(dimension => (long)dimension)]);
                WriteNumbers(json, "data_offsets", [position, position += (long)values.Length * sizeof(float)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
