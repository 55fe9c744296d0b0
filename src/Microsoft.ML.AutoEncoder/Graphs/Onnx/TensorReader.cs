using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.AutoEncoder.Onnx;
using static Microsoft.ML.AutoEncoder.Onnx.TensorProto.Types;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Takes the values of tensors out of an ONNX file, or out of the files beside it that it names.</summary>
/// <param name="directory">Where external data may lie; null if there may be none.</param>
internal sealed class TensorReader(string? directory)
{
    // One file may hold all tensors, and a hostile one may name it again and again.
    private const int ReadsPerByte = 4;

    private readonly Dictionary<string, long> _externalFiles = new(StringComparer.Ordinal);
    private long _bytesRead;

    /// <summary>The bytes of the files beside the model that tensors were read from.</summary>
    internal long ExternalSize => _externalFiles.Values.Sum();

    /// <exception cref="InvalidDataException">The data do not fit the shape, are of a type that is no number, or lie where they must
    /// not.</exception>
    internal ConstantTensor Read(TensorProto tensor, string name)
    {
        try
        {
            if (tensor.Segment is not null)
            {
                throw new InvalidDataException("It is stored in segments, which cannot be read.");
            }

            var count = ConstantTensor.CountOf(tensor.Dims);
            ImmutableArray<int> shape = [.. tensor.Dims.Select(dimension => (int)dimension)];
            var raw = FindRaw(tensor, count);
            return (DataType)tensor.DataType switch
            {
                DataType.Int64 =>
                    new ConstantTensor(shape, raw.IsEmpty ? Listed(tensor.Int64Data, count) : Cast<long>(raw.Span, count).ToArray()),
                DataType.Int32 =>
                    new ConstantTensor(shape, raw.IsEmpty ? Widened(Listed(tensor.Int32Data, count)) : Widened(Cast<int>(raw.Span, count))),
                DataType.Bool =>
                    new ConstantTensor(shape, raw.IsEmpty ? Widened(Listed(tensor.Int32Data, count)) : [.. Cast<byte>(raw.Span, count)]),
                _ => new ConstantTensor(shape, Finite(ReadNumbers(tensor, raw, count))),
            };
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The tensor '{name}' cannot be read. {exception.Message}", exception);
        }
    }

    private static float[] ReadNumbers(TensorProto tensor, ReadOnlyMemory<byte> raw, int count) => (DataType)tensor.DataType switch
    {
        DataType.Float => raw.IsEmpty ? Listed(tensor.FloatData, count) : Cast<float>(raw.Span, count).ToArray(),
        DataType.Double => Narrowed(raw.IsEmpty ? Listed(tensor.DoubleData, count) : Cast<double>(raw.Span, count)),
        DataType.Float16 => HalfNumbers.FromFloat16(raw.IsEmpty ? Bits(Listed(tensor.Int32Data, count)) : Cast<ushort>(raw.Span, count)),
        DataType.Bfloat16 =>
            HalfNumbers.FromBrainFloat16(raw.IsEmpty ? Bits(Listed(tensor.Int32Data, count)) : Cast<ushort>(raw.Span, count)),
        _ => throw new InvalidDataException(
            $"It holds {((DataType)tensor.DataType).ToString().ToUpperInvariant()}; FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT64, INT32 and " +
            "BOOL can be read."),
    };

    private static T[] Listed<T>(Google.Protobuf.Collections.RepeatedField<T> values, int count) => values.Count == count
        ? [.. values]
        : throw new InvalidDataException($"It has {values.Count} values, but its shape has {count}.");

    private static ReadOnlySpan<T> Cast<T>(ReadOnlySpan<byte> bytes, int count)
        where T : struct
    {
        var size = (long)count * Marshal.SizeOf<T>();
        return bytes.Length == size
            ? MemoryMarshal.Cast<byte, T>(bytes)
            : throw new InvalidDataException($"It has {bytes.Length} bytes, but its shape needs {size}.");
    }

    private static long[] Widened(ReadOnlySpan<int> values)
    {
        var widened = new long[values.Length];
        for (var i = 0; i < widened.Length; i++)
        {
            widened[i] = values[i];
        }

        return widened;
    }

    private static float[] Narrowed(ReadOnlySpan<double> values)
    {
        var narrowed = new float[values.Length];
        for (var i = 0; i < narrowed.Length; i++)
        {
            narrowed[i] = (float)values[i];
        }

        return narrowed;
    }

    private static ushort[] Bits(int[] values) => Array.ConvertAll(values, value => (ushort)value);

    private static float[] Finite(float[] values) => FiniteNumbers.AreAll(values)
        ? values
        : throw new InvalidDataException("Some of its values are not finite numbers.");

    /// <summary>The bytes of the values, where they are not listed one by one.</summary>
    private ReadOnlyMemory<byte> FindRaw(TensorProto tensor, int count)
    {
        var listed = (long)tensor.FloatData.Count + tensor.DoubleData.Count
            + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.Uint64Data.Count;
        var isExternal = tensor.DataLocation is DataLocation.External || tensor.ExternalData.Count > 0;
        if ((listed > 0 ? 1 : 0) + (tensor.HasRawData ? 1 : 0) + (isExternal ? 1 : 0) > 1)
        {
            throw new InvalidDataException("Its values stand in two places.");
        }

        return isExternal ? ReadExternal(tensor, count) : tensor.RawData.Memory;
    }

    private byte[] ReadExternal(TensorProto tensor, int count)
    {
        var location = Find(tensor, "location");
        if (directory is null || location is null || location.Length == 0 || location is "." or ".."
            || Path.GetFileName(location) != location
            || location.AsSpan().ContainsAny("/\\:\0"))
        {
            throw new InvalidDataException(
                directory is null
                    ? "Its values stand in another file, and there is none beside a stream."
                    : $"Its values stand in '{location}', which is not the name of a file beside the model. Put the file there and " +
                        "export again.");
        }

        var file = new FileInfo(Path.Combine(directory, location));
        if (!file.Exists || file.LinkTarget is not null)
        {
            throw new InvalidDataException($"Its values stand in '{location}', which is not beside the model, or only a link.");
        }

        var size = checked((long)count * SizeOf((DataType)tensor.DataType));
        var offset = ReadNumber(tensor, "offset") ?? 0;
        var length = ReadNumber(tensor, "length") ?? size;
        if (length != size || size > Array.MaxLength || offset > file.Length - length)
        {
            throw new InvalidDataException(
                $"It takes {length} bytes at {offset} of '{location}', but that has {file.Length} bytes and the tensor's shape needs " +
                $"{size}.");
        }

        _externalFiles[location] = file.Length;
        if ((_bytesRead += size) > ReadsPerByte * ExternalSize)
        {
            throw new InvalidDataException($"The tensors in '{location}' overlap.");
        }

        var content = new byte[size];
        using var stream = file.OpenRead();
        stream.Position = offset;
        stream.ReadExactly(content);
        return content;
    }

    private static int SizeOf(DataType type) => type switch
    {
        DataType.Float or DataType.Int32 => 4,
        DataType.Double or DataType.Int64 => 8,
        DataType.Float16 or DataType.Bfloat16 => 2,
        _ => 1,
    };

    private static string? Find(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static long? ReadNumber(TensorProto tensor, string key) => Find(tensor, key) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"The {key} of its values in another file is '{text}', which is no number.");
}
