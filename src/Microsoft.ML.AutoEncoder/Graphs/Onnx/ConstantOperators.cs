namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Operators that give a constant: those without an input, and those on constants and shapes.</summary>
internal static class ConstantOperators
{
    internal static object Constant(OnnxOperation operation)
    {
        if (operation.Tensor("value") is { } tensor)
        {
            return tensor;
        }

        var constant = operation.Numbers("value_floats") is { } numbers ? new ConstantTensor([numbers.Length], numbers)
            : operation.WholeNumbers("value_ints") is { } wholeNumbers ? new ConstantTensor([wholeNumbers.Length], wholeNumbers)
            : operation.Number("value_float", float.NaN) is var number && !float.IsNaN(number) ? new ConstantTensor([], [number])
            : operation.WholeNumber("value_int", long.MinValue) is var single && single != long.MinValue ? new ConstantTensor([], [single])
            : throw new InvalidDataException("It has no value that can be read: value, value_float, value_floats, value_int, value_ints.");
        return constant.Numbers is null || FiniteNumbers.AreAll(constant.Numbers)
            ? constant
            : throw new InvalidDataException("Some of its values are not finite numbers.");
    }

    /// <summary>The dimensions of a tensor, the number of rows in front.</summary>
    internal static object Shape(OnnxOperation operation)
    {
        if (!operation.IsSignal(0))
        {
            var dimensions = operation.Constant(0).Shape;
            return new ConstantTensor([dimensions.Length], [.. dimensions.Select(dimension => (long)dimension)]);
        }

        // What is not known yet is for whoever reshapes to find out.
        long[] row = operation.Signal(0).RowShape is { } shape ? [.. shape.Select(dimension => (long)dimension)] : [-1];
        return new ConstantTensor([row.Length + 1], [ConstantTensor.RowCount, .. row]);
    }

    internal static object Gather(OnnxOperation operation)
    {
        operation.Ignore("axis");
        var values = operation.WholeNumbers(0);
        var indices = operation.Constant(1);
        operation.Charge(indices.Count);
        var last = values.Length - 1;
        return new ConstantTensor(
            indices.Shape, Array.ConvertAll(operation.WholeNumbers(1), index => values[Position(index, values.Length, last)]));
    }

    internal static object Slice(OnnxOperation operation)
    {
        var values = operation.WholeNumbers(0);
        var start = operation.WholeNumbers("starts") ?? operation.WholeNumbers(1);
        var end = operation.WholeNumbers("ends") ?? operation.WholeNumbers(2);
        operation.Ignore("axes");
        if (start.Length != 1 || end.Length != 1 || (operation.Has(4) && operation.WholeNumbers(4) is not [1]))
        {
            throw new InvalidDataException("It takes a part of a shape in a way that cannot be read: one start, one end, and steps of 1.");
        }

        var from = Position(start[0], values.Length, values.Length);
        var to = Math.Max(from, Position(Math.Min(end[0], values.Length), values.Length, values.Length));
        return new ConstantTensor([to - from], values[from..to]);
    }

    internal static object Concat(OnnxOperation operation)
    {
        operation.Ignore("axis");
        var values = new List<long>();
        for (var i = 0; i < operation.InputCount; i++)
        {
            var part = operation.WholeNumbers(i);
            operation.Charge(part.Length);
            values.AddRange(part);
        }

        return new ConstantTensor([values.Count], values.ToArray());
    }

    /// <summary>Computes a sum, a product and the like of two constants, of which one may be a single number.</summary>
    internal static ConstantTensor Combine(OnnxOperation operation, Func<float, float, float> combine)
    {
        var (one, two) = (operation.Numbers(0), operation.Numbers(1));
        var longer = one.Count >= two.Count ? one : two;
        if (one.Count != 1 && two.Count != 1 && !one.Shape.SequenceEqual(two.Shape))
        {
            throw new InvalidDataException(
                $"It combines constants of the shapes {one.ShapeText} and {two.ShapeText}, which must be equal.");
        }

        operation.Charge(longer.Count);
        var values = new float[longer.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = combine(one.Numbers![one.Count == 1 ? 0 : i], two.Numbers![two.Count == 1 ? 0 : i]);
        }

        return new ConstantTensor(longer.Shape, Finite(values));
    }

    internal static object SquareRoot(OnnxOperation operation)
    {
        var constant = operation.Numbers(0);
        operation.Charge(constant.Count);
        return new ConstantTensor(constant.Shape, Finite(Array.ConvertAll(constant.Numbers!, MathF.Sqrt)));
    }

    private static float[] Finite(float[] values) => FiniteNumbers.AreAll(values)
        ? values
        : throw new InvalidDataException("It computes a constant that is not finite.");

    /// <summary>A position counted from the end where it is negative.</summary>
    private static int Position(long index, int length, int greatest)
    {
        var position = index < 0 ? index + length : index;
        return position >= 0 && position <= greatest
            ? (int)position
            : throw new InvalidDataException($"It takes what stands at {index} in a shape of {length} dimensions.");
    }
}
