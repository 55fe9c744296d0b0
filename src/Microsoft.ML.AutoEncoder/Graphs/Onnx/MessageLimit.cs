namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Bounds the number of messages in an ONNX file before any of them becomes an object.</summary>
/// <remarks>Two bytes are enough for an empty message, whose object takes a hundred: a file may not ask for that millions of
/// times.</remarks>
internal static class MessageLimit
{
    internal const int MaximumMessageCount = 200_000;

    private const int MaximumDepth = 16;

    // The fields that hold messages or texts, by their number, and what stands in them.
    private static readonly Kind Leaf = [];
    private static readonly Kind Value = new() { [2] = new() { [1] = new() { [2] = new() { [1] = new() { [2] = Leaf } } } } };
    private static readonly Kind Tensor = new() { [3] = Leaf, [6] = Leaf, [13] = new() { [1] = Leaf, [2] = Leaf } };
    private static readonly Kind Attribute = new() { [5] = Tensor, [9] = Leaf };
    private static readonly Kind Node = new() { [1] = Leaf, [2] = Leaf, [5] = Attribute };
    private static readonly Kind Graph = new() { [1] = Node, [5] = Tensor, [11] = Value, [12] = Value, [13] = Value, [15] = Leaf };
    private static readonly Kind Model = new() { [7] = Graph, [8] = Leaf, [14] = new() { [1] = Leaf, [2] = Leaf }, [25] = Leaf };

    /// <exception cref="InvalidDataException">There are too many messages, or the file is not made of messages.</exception>
    internal static void Check(ReadOnlySpan<byte> file)
    {
        var count = 0;
        Count(file, Model, 0, ref count);
    }

    private static void Count(ReadOnlySpan<byte> message, Kind kind, int depth, ref int count)
    {
        if (++count > MaximumMessageCount || depth > MaximumDepth)
        {
            throw new InvalidDataException($"It has more than {MaximumMessageCount} parts, which no chain of dense layers has.");
        }

        while (kind.Count > 0 && !message.IsEmpty)
        {
            var tag = ReadNumber(ref message);
            var size = (tag & 7) switch
            {
                0 => SkipNumber(ref message),
                1 => 8ul,
                2 => ReadNumber(ref message),
                5 => 4ul,
                _ => throw Damaged(),
            };
            if (size > (ulong)message.Length)
            {
                throw Damaged();
            }

            if ((tag & 7) == 2 && kind.TryGetValue((int)Math.Min(tag >> 3, int.MaxValue), out var inner))
            {
                Count(message[..(int)size], inner, depth + 1, ref count);
            }

            message = message[(int)size..];
        }
    }

    private static ulong SkipNumber(ref ReadOnlySpan<byte> message)
    {
        ReadNumber(ref message);
        return 0;
    }

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    private static ulong ReadNumber(ref ReadOnlySpan<byte> message)
    {
        ulong number = 0;
        for (var i = 0; i < 10 && i < message.Length; i++)
        {
            number |= (ulong)(message[i] & 127) << (7 * i);
            if (message[i] < 128)
            {
                message = message[(i + 1)..];
                return number;
            }
        }

        throw Damaged();
    }

    private static InvalidDataException Damaged() => new("It is not an ONNX file, or it is cut off or damaged.");

    private sealed class Kind : Dictionary<int, Kind>;
}
