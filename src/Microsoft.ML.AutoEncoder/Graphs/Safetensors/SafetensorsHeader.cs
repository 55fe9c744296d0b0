using System.Collections.Immutable;
using System.Text.Json;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Reads the part of a safetensors file that says which tensors it holds and where, and checks that they fill it.</summary>
internal static class SafetensorsHeader
{
    private const string MetadataName = "__metadata__";
    private const int MaximumRank = 8;

    /// <param name="header">The text, as JSON.</param>
    /// <param name="dataLength">The number of bytes behind it.</param>
    /// <returns>The tensors, in the order of their values.</returns>
    /// <exception cref="InvalidDataException">The header is damaged, or its tensors overlap, leave gaps, or do not fit their
    /// shapes.</exception>
    internal static ImmutableArray<SafetensorsEntry> Read(ReadOnlySpan<byte> header, long dataLength)
    {
        ImmutableArray<SafetensorsEntry> entries;
        try
        {
            entries = [.. Parse(header).OrderBy(entry => entry.Start).ThenBy(entry => entry.End)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"Its header is not the JSON of a safetensors file. {exception.Message}", exception);
        }

        long position = 0;
        foreach (var entry in entries)
        {
            if (entry.Start != position || entry.End < entry.Start)
            {
                throw new InvalidDataException(
                    $"The tensor '{entry.Name}' starts at {entry.Start}, but the one before it ends at {position}.");
            }

            position = entry.End;
            var size = (long)entry.Count * SizeOf(entry);
            if (entry.End - entry.Start != size)
            {
                throw new InvalidDataException(
                    $"The tensor '{entry.Name}' has {entry.End - entry.Start} bytes, but its shape " +
                    $"{ConstantTensor.Describe(entry.Shape)} needs {size}.");
            }
        }

        return position == dataLength
            ? entries
            : throw new InvalidDataException($"Its tensors take {position} bytes, but it has {dataLength}: it is cut off or damaged.");
    }

    private static List<SafetensorsEntry> Parse(ReadOnlySpan<byte> header)
    {
        var reader = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 4 });
        var entries = new List<SafetensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
            {
                throw new InvalidDataException($"It has two tensors with the name '{name}'.");
            }

            Expect(ref reader, JsonTokenType.StartObject);
            if (name == MetadataName)
            {
                ReadMetadata(ref reader);
            }
            else
            {
                entries.Add(ReadEntry(ref reader, name));
            }
        }

        // Anything but spaces behind the last bracket is an error.
        while (reader.Read())
        {
        }

        return entries;
    }

    private static SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var key = reader.GetString();
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String);
                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, MaximumRank);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, 2);
                    break;
                default:
                    throw new InvalidDataException($"The tensor '{name}' has the entry '{key}' twice, or it is unknown.");
            }
        }

        if (type is null || shape is null || offsets is not [var start, var end])
        {
            throw new InvalidDataException($"The tensor '{name}' lacks its type, its shape or its place.");
        }

        ConstantTensor.CountOf(shape);
        return new SafetensorsEntry(name, type, [.. shape.Select(dimension => (int)dimension)], start, end);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            Expect(ref reader, JsonTokenType.String);
        }
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, int maximumCount)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType is JsonTokenType.Number)
        {
            numbers.Add(reader.TryGetInt64(out var number) && number >= 0 && numbers.Count < maximumCount
                ? number
                : throw new InvalidDataException(
                    "A size or a place in it is negative, too large or no whole number, or there are too many of them."));
        }

        return reader.TokenType is JsonTokenType.EndArray
            ? numbers
            : throw new InvalidDataException("Something else stands where a number must be.");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new InvalidDataException($"Its header has {reader.TokenType} where {type} must be.");
        }
    }

    private static int SizeOf(SafetensorsEntry entry) => entry.Type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => throw new InvalidDataException(
            $"The tensor '{entry.Name}' is of the type '{entry.Type}', which is not known. Store it as F32, F16 or BF16."),
    };
}
