using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A tensor whose values stand in the file: numbers, or whole numbers.</summary>
internal sealed class ConstantTensor
{
    /// <summary>Stands for the number of rows of the input where a shape is computed.</summary>
    internal const long RowCount = long.MinValue;

    internal ConstantTensor(ImmutableArray<int> shape, float[] values)
    {
        Shape = shape;
        Numbers = values;
    }

    internal ConstantTensor(ImmutableArray<int> shape, long[] values)
    {
        Shape = shape;
        WholeNumbers = values;
    }

    internal ImmutableArray<int> Shape { get; }

    /// <summary>The values; null where they are whole numbers.</summary>
    internal float[]? Numbers { get; }

    internal long[]? WholeNumbers { get; }

    internal int Count => Numbers?.Length ?? WholeNumbers!.Length;

    /// <summary>The dimensions in a message: <c>[784, 64]</c>.</summary>
    internal string ShapeText => Describe(Shape);

    internal static string Describe(IEnumerable<int> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>The number of values in a shape.</summary>
    /// <exception cref="InvalidDataException">It is more than an array holds, or a dimension is negative.</exception>
    internal static int CountOf(IEnumerable<long> shape)
    {
        long count = 1;
        foreach (var dimension in shape)
        {
            if (dimension < 0 || (count *= Math.Min(dimension, (long)int.MaxValue + 1)) > Array.MaxLength)
            {
                throw new InvalidDataException($"A tensor cannot have the shape [{string.Join(", ", shape.Take(8))}].");
            }
        }

        return (int)count;
    }

    internal ConstantTensor WithShape(ImmutableArray<int> shape) =>
        Numbers is not null ? new ConstantTensor(shape, Numbers) : new ConstantTensor(shape, WholeNumbers!);

    /// <summary>The same matrix with rows and columns exchanged.</summary>
    internal ConstantTensor Transposed()
    {
        var (rows, columns) = (Shape[0], Shape[1]);
        var values = new float[Count];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                values[(column * rows) + row] = Numbers![(row * columns) + column];
            }
        }

        return new ConstantTensor([columns, rows], values);
    }
}
