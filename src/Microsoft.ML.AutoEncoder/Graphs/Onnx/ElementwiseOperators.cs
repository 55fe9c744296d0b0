namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Operators on single values.</summary>
internal static class ElementwiseOperators
{
    // Some exporters write these as floats, some as rounded doubles.
    private const double Tolerance = 1e-6;

    internal static Signal Apply(OnnxOperation operation, Activation activation)
    {
        operation.Ignore("consumed_inputs");
        var signal = operation.Signal(0);
        return signal.With(ScalarFunction.Call(activation, signal.Function));
    }

    /// <summary>A function that is no activation by itself, but part of some.</summary>
    internal static object Call(OnnxOperation operation, string name)
    {
        var signal = operation.Signal(0);
        return signal.With(ScalarFunction.Call(name, signal.Function));
    }

    internal static Signal LeakyRelu(OnnxOperation operation) => Apply(operation, Leaky(operation.Number("alpha", 0.01f)));

    internal static Signal Elu(OnnxOperation operation)
    {
        var alpha = operation.Number("alpha", 1f);
        return alpha > 0 && float.IsFinite(alpha)
            ? Apply(operation, Activation.ELU(alpha))
            : throw new InvalidDataException(FormattableString.Invariant($"Its alpha is {alpha}; it must be positive and finite."));
    }

    internal static Signal Selu(OnnxOperation operation)
    {
        var (alpha, gamma) = (operation.Number("alpha", (float)SELU.Alpha), operation.Number("gamma", (float)SELU.Scale));
        return Math.Abs(alpha - SELU.Alpha) < Tolerance && Math.Abs(gamma - SELU.Scale) < Tolerance
            ? Apply(operation, Activation.SELU)
            : throw new InvalidDataException(
                FormattableString.Invariant(
                    $"Its alpha and gamma are {alpha} and {gamma}; only the numbers of the paper can be read: 1.67326324, 1.05070099."));
    }

    internal static Signal Gelu(OnnxOperation operation) => operation.Text("approximate", "none") is "none"
        ? Apply(operation, Activation.GELU)
        : throw new InvalidDataException("It approximates GELU by tanh. The exact one can be read: approximate = none.");

    internal static Signal PRelu(OnnxOperation operation)
    {
        var slope = operation.Numbers(1);
        return slope.Numbers!.Length > 0 && Array.TrueForAll(slope.Numbers, value => value == slope.Numbers[0])
            ? Apply(operation, Leaky(slope.Numbers[0]))
            : throw new InvalidDataException("It has several slopes. One for the whole layer can be read, as of LeakyRelu.");
    }

    /// <summary>max(x, 0) or max(x, slope · x).</summary>
    internal static Signal Max(OnnxOperation operation)
    {
        if (operation.InputCount == 2)
        {
            var (first, second) = (operation.IsSignal(0) ? 0 : 1, operation.IsSignal(0) ? 1 : 0);
            var signal = operation.Signal(first);
            if (!operation.IsSignal(second) && operation.Numbers(second) is { Count: 1 } constant && constant.Numbers![0] == 0)
            {
                return signal.With(ScalarFunction.Call(Activation.ReLU, signal.Function));
            }

            if (operation.IsSignal(second) && operation.Signal(second) is var other && ReferenceEquals(other.Chain, signal.Chain)
                && signal.Function.AsAffine() is { Offset: 0 } one && other.Function.AsAffine() is { Offset: 0 } two
                    && (one.Factor == 1 || two.Factor == 1))
            {
                return signal.With(ScalarFunction.Call(Leaky((float)(one.Factor * two.Factor)), ScalarFunction.Value));
            }
        }

        throw new InvalidDataException("It can be read as max(x, 0) and max(x, slope · x) only.");
    }

    /// <summary>A ReLU, where it has a lower bound of 0 and no upper one.</summary>
    internal static Signal Clip(OnnxOperation operation)
    {
        var least = operation.Has(1) ? operation.Numbers(1).Numbers : [operation.Number("min", float.MinValue)];
        var greatest = operation.Has(2) ? operation.Numbers(2).Numbers : [operation.Number("max", float.MaxValue)];
        operation.Ignore("min", "max");
        return least is [0f] && greatest is [float.MaxValue]
            ? Apply(operation, Activation.ReLU)
            : throw new InvalidDataException("It cuts off values. Only a lower bound of 0 can be read, as of Relu.");
    }

    internal static object Add(OnnxOperation operation) => Combine(
        operation, (x, y) => x + y, (one, two) => one.Plus(two), (function, number) => function.Plus(number), value => (1, value));

    internal static object Subtract(OnnxOperation operation)
    {
        // c − x
        if (operation.IsSignal(1) && !operation.IsSignal(0))
        {
            return Combine(
                operation, (x, y) => x - y, (one, two) => one, (function, number) => function.Times(-1).Plus(number), value => (-1, value));
        }

        return Combine(
            operation,
            (x, y) => x - y,
            (one, two) => one.Plus(two.Times(-1)),
            (function, number) => function.Plus(-number),
            value => (1, -value));
    }

    internal static object Multiply(OnnxOperation operation) => Combine(
        operation, (x, y) => x * y, (one, two) => one.Times(two), (function, number) => function.Times(number), value => (value, 0));

    internal static object Divide(OnnxOperation operation)
    {
        if (operation.IsSignal(1))
        {
            throw new InvalidDataException(
                "It divides by something that depends on the network's input. None of the activations is computed so.");
        }

        return Combine(
            operation, (x, y) => x / y, (one, two) => one, (function, number) => function.Times(1 / number), value => (1 / value, 0));
    }

    internal static object Negate(OnnxOperation operation)
    {
        var signal = operation.Signal(0);
        return signal.With(signal.Function.Times(-1));
    }

    /// <summary>Combines two constants, a signal with a constant, or two functions of the same values.</summary>
    private static object Combine(
        OnnxOperation operation, Func<float, float, float> constants, Func<ScalarFunction, ScalarFunction, ScalarFunction> functions,
        Func<ScalarFunction, double, ScalarFunction> function, Func<double, (double Factor, double Offset)> line)
    {
        operation.Ignore("axis", "broadcast");
        if (!operation.IsSignal(0) && !operation.IsSignal(1))
        {
            return ConstantOperators.Combine(operation, constants);
        }

        if (operation.IsSignal(0) && operation.IsSignal(1))
        {
            var (one, two) = (operation.Signal(0), operation.Signal(1));
            return ReferenceEquals(one.Chain, two.Chain) && one.Chain is not null
                ? one.With(functions(one.Function, two.Function))
                : throw new InvalidDataException(
                    "It joins two branches of the network. A chain, in which each layer takes the output of the one before, can be read.");
        }

        var signal = operation.Signal(operation.IsSignal(0) ? 0 : 1);
        var constant = operation.Numbers(operation.IsSignal(0) ? 1 : 0);
        if (constant.Count == 1 && (constant.Shape.Length == 0 || signal.Size != 1 || signal.Function.AsAffine() is null))
        {
            var result = function(signal.Function, constant.Numbers![0]);
            return line(constant.Numbers[0]) is var (factor, offset) && double.IsFinite(factor) && double.IsFinite(offset)
                ? signal.With(result)
                : throw new InvalidDataException("It divides by 0.");
        }

        var size = signal.Size ?? constant.Count;
        var lines = Array.ConvertAll(DenseOperators.Broadcast(constant, size), value => line(value));
        return Array.TrueForAll(lines, value => double.IsFinite(value.Factor))
            ? DenseOperators.Scale(
                operation,
                signal.WithSize(size),
                Array.ConvertAll(lines, value => value.Factor),
                Array.ConvertAll(lines, value => value.Offset))
            : throw new InvalidDataException("It divides by 0.");
    }

    private static Activation Leaky(float slope) => slope == 0
        ? Activation.ReLU
        : slope > 0 && slope <= 1
            ? Activation.LeakyReLU(slope)
            : throw new InvalidDataException(FormattableString.Invariant($"Its slope is {slope}; it must be in [0, 1]."));
}
