using System.Buffers;
using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Chooses the largest values of a code. Of equal ones that with the lower index is chosen; where a value is NaN,
/// all are.</summary>
internal static class TopK
{
    /// <summary>Sets all but the k largest values to 0.</summary>
    internal static void Keep(Span<float> values, int k) => Replace(values, k, mark: false);

    /// <summary>Sets the k largest values to 1, and the others to 0.</summary>
    internal static void Mark(Span<float> values, int k) => Replace(values, k, mark: true);

    /// <summary>Describes as operations of a graph that all but the k largest values become 0. Needs the operator set 11.</summary>
    internal static void Describe(IGraphBuilder graph, string input, string output, int size, int k)
    {
        string[] parts =
        [
            graph.Tensor($"{output}.largest", k), graph.Tensor($"{output}.places", k), graph.Tensor($"{output}.shape", 2),
            graph.Tensor($"{output}.zeros", size),
        ];
        graph.Operation("TopK", [input, graph.Constant($"{output}.count", (long)k)], [parts[0], parts[1]]);
        graph.Operation("Shape", [input], [parts[2]]);
        graph.Operation("ConstantOfShape", [parts[2]], [parts[3]]);
        graph.Operation("ScatterElements", [parts[3], parts[1], parts[0]], [output], new OperationAttribute("axis", 1L));
    }

    private static void Replace(Span<float> values, int k, bool mark)
    {
        var containsNaN = float.IsNaN(TensorPrimitives.Max<float>(values));
        var (least, equal) = containsNaN || k >= values.Length ? (float.NegativeInfinity, values.Length) : Least(values, k);
        foreach (ref var value in values)
        {
            // A NaN is less than nothing, and is kept.
            var isKept = !(value < least) && (value != least || equal-- > 0);
            value = !isKept ? 0f : mark ? 1f : value;
        }
    }

    /// <summary>Finds the least of the k largest values, and how many of these are equal to it.</summary>
    private static (float Value, int Count) Least(ReadOnlySpan<float> values, int k)
    {
        var rented = ArrayPool<float>.Shared.Rent(values.Length);
        var copy = rented.AsSpan(0, values.Length);
        values.CopyTo(copy);
        var least = Select(copy, copy.Length - k);
        var count = k;
        foreach (var value in values)
        {
            count -= value > least ? 1 : 0;
        }

        ArrayPool<float>.Shared.Return(rented);
        return (least, count);
    }

    /// <summary>Finds the value that would have an index if the values were in ascending order
    /// (Hoare, "Algorithm 65: Find", 1961).</summary>
    private static float Select(Span<float> values, int index)
    {
        var (left, right) = (0, values.Length - 1);
        while (left < right)
        {
            var (pivot, i, j) = (values[(left + right) / 2], left, right);
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    (i, j) = (i + 1, j - 1);
                }
            }

            if (index > j && index < i)
            {
                break;
            }

            (left, right) = index <= j ? (left, j) : (i, right);
        }

        return values[index];
    }
}
