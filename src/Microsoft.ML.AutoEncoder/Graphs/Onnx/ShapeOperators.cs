using System.Collections.Immutable;
using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Operators that leave the values as they are, or only order them.</summary>
internal static class ShapeOperators
{
    private static readonly int[] FloatTypes = [1, 11];
    private static readonly int[] WholeTypes = [6, 7];

    internal static object Pass(OnnxOperation operation) => operation.IsSignal(0) ? operation.Signal(0) : operation.Constant(0);

    /// <summary>Does nothing after training.</summary>
    internal static object Dropout(OnnxOperation operation)
    {
        operation.Ignore("ratio", "seed", "is_test");
        return operation.Has(2) && operation.WholeNumbers(2) is not [0]
            ? throw new InvalidDataException("It is in training mode. Export the model in evaluation mode.")
            : Pass(operation);
    }

    internal static object Cast(OnnxOperation operation)
    {
        operation.Ignore("saturate");
        var type = (int)operation.WholeNumber("to", 0);
        var isWhole = !operation.IsSignal(0) && operation.Constant(0).WholeNumbers is not null;
        return (isWhole ? WholeTypes : FloatTypes).Contains(type)
            ? Pass(operation)
            : throw new InvalidDataException(
                $"It changes values to the type {type}. Between FLOAT and DOUBLE, or INT32 and INT64, nothing is lost.");
    }

    internal static object Flatten(OnnxOperation operation)
    {
        var signal = operation.Signal(0);
        var rank = (signal.RowShape?.Length ?? 1) + 1;
        var axis = operation.WholeNumber("axis", 1);
        return axis == 1 || axis + rank == 1
            ? signal.WithRowShape(signal.Size is { } size ? [size] : null)
            : throw new InvalidDataException($"It flattens from the dimension {axis} on; rows can be flattened from the dimension 1 on.");
    }

    internal static object Squeeze(OnnxOperation operation)
    {
        operation.Ignore("axes");
        return operation.IsSignal(0)
            ? throw new InvalidDataException("It takes a dimension away from rows. Flatten them in its place.")
            : operation.Constant(0) is { Count: 1 } constant ? constant.WithShape([]) : operation.Constant(0);
    }

    internal static object Unsqueeze(OnnxOperation operation)
    {
        operation.Ignore("axes");
        return operation.IsSignal(0)
            ? throw new InvalidDataException("It gives rows one more dimension. Flatten them in its place.")
            : operation.Constant(0) is { Shape.Length: 0 } constant ? constant.WithShape([1]) : operation.Constant(0);
    }

    internal static object Reshape(OnnxOperation operation)
    {
        var keepsZero = operation.WholeNumber("allowzero", 0) != 0;
        var target = operation.WholeNumbers("shape") ?? operation.WholeNumbers(1);
        if (!operation.IsSignal(0))
        {
            var constant = operation.Constant(0);
            return target.All(dimension => dimension > 0 && dimension <= int.MaxValue) && ConstantTensor.CountOf(target) == constant.Count
                ? constant.WithShape([.. target.Select(dimension => (int)dimension)])
                : throw new InvalidDataException(
                    $"It gives a constant of the shape {constant.ShapeText} the shape [{string.Join(", ", target.Take(8))}].");
        }

        var signal = operation.Signal(0);
        return (keepsZero && target.Contains(0) ? null : Reshape(signal, target)) ?? throw new InvalidDataException(
            $"It gives rows of the shape {(signal.RowShape is { } shape ? ConstantTensor.Describe(shape) : "unknown")} the shape " +
            $"[{string.Join(", ", target.Take(8).Select(Describe))}]. The first dimension must stay that of the rows.");
    }

    internal static object Transpose(OnnxOperation operation)
    {
        var order = operation.WholeNumbers("perm");
        if (!operation.IsSignal(0))
        {
            var constant = operation.Numbers(0);
            if (constant.Shape is not [> 0, > 0] || order is not (null or [1, 0]))
            {
                throw new InvalidDataException(
                    $"It orders the dimensions of a constant of the shape {constant.ShapeText}; rows and columns of a matrix can be " +
                    "exchanged.");
            }

            operation.Charge(constant.Count);
            return constant.Transposed();
        }

        var signal = operation.Signal(0);
        if (order is not [0, ..] || signal.RowShape is not { } shape || order.Length != shape.Length + 1
            || !order.Order().SequenceEqual(Enumerable.Range(0, order.Length).Select(i => (long)i)))
        {
            throw new InvalidDataException("It orders dimensions so that rows no longer come first, or dimensions that are not known.");
        }

        var rowOrder = order.Skip(1).Select(dimension => (int)dimension - 1).ToArray();
        ImmutableArray<int> result = [.. rowOrder.Select(dimension => shape[dimension])];

        // Where only dimensions of 1 move, the values stay where they are.
        if (rowOrder.Where(dimension => shape[dimension] > 1).SequenceEqual(rowOrder.Where(dimension => shape[dimension] > 1).Order()))
        {
            return signal.WithRowShape(result);
        }

        operation.Charge(signal.Chain!.EndCount + signal.Chain.Size);
        return new Signal(signal.Chain.Permute(Sources(shape, rowOrder)), signal.Function, result);
    }

    private static string Describe(long dimension) =>
        dimension == ConstantTensor.RowCount ? "rows" : dimension.ToString(CultureInfo.InvariantCulture);

    private static Signal? Reshape(Signal signal, long[] target)
    {
        if (target.Length == 0 || target[0] is not (ConstantTensor.RowCount or 0 or -1 or 1))
        {
            return null;
        }

        if (target.Length == 1)
        {
            return signal.Size == 1 ? signal.WithRowShape([1]) : null;
        }

        var row = target[1..];
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == 0 && signal.RowShape is { } known && i < known.Length)
            {
                row[i] = known[i];
            }
        }

        var open = Array.IndexOf(row, -1);
        if (Array.Exists(row, dimension => dimension is < -1 or 0 or > int.MaxValue)
            || (open >= 0 && (target[0] == -1 || Array.LastIndexOf(row, -1) != open)))
        {
            return null;
        }

        var size = ConstantTensor.CountOf(row.Where(dimension => dimension > 0));
        if (signal.Size is not { } wanted)
        {
            return open >= 0 ? signal : signal.WithSize(size).WithRowShape([.. row.Select(dimension => (int)dimension)]);
        }

        if (open >= 0 && wanted % size == 0)
        {
            row[open] = wanted / size;
            size = wanted;
        }

        return size == wanted ? signal.WithRowShape([.. row.Select(dimension => (int)dimension)]) : null;
    }

    /// <summary>For each value of a row in the new order, where it stood.</summary>
    private static int[] Sources(ImmutableArray<int> shape, int[] order)
    {
        var steps = new int[shape.Length];
        for (int i = shape.Length - 1, step = 1; i >= 0; step *= shape[i--])
        {
            steps[i] = step;
        }

        int[] sources = [0];
        foreach (var dimension in order)
        {
            sources = [.. sources.SelectMany(source => Enumerable.Range(0, shape[dimension]).Select(i => source + (i * steps[dimension])))];
        }

        return sources;
    }
}
