namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Finds the activation that composed operations on single values are.</summary>
internal static class ActivationPattern
{
    // Files hold √2 and its inverse as floats, or rounded in their decimal form.
    private const double Tolerance = 1e-6;

    /// <summary>Applies a function to the end of a chain.</summary>
    /// <exception cref="InvalidDataException">The function is none of our activations, or has no dense layer before it.</exception>
    internal static ImportedChain Apply(ImportedChain chain, ScalarFunction function)
    {
        if (function.AsAffine() is { } affine)
        {
            return affine == (1, 0) ? chain : Scale(chain, affine.Factor, affine.Offset);
        }

        if (Find(function) is { } activation)
        {
            return chain.Apply(activation);
        }

        return function switch
        {
            // The scale of an activation's argument belongs to the layer before it.
            ScalarFunction.Named { Activation: { } outer } named when named.Argument.AsAffine() is { } inner =>
                Scale(chain, inner.Factor, inner.Offset).Apply(outer),
            ScalarFunction.Product { Factors: [var single] } product => Scale(Apply(chain, single), product.Factor, 0),
            ScalarFunction.Sum { Terms: [var single] } sum => Scale(Apply(chain, single), 1, sum.Term),
            ScalarFunction.Named { Activation: { } outer } named =>
                Apply(Apply(chain, named.Argument), ScalarFunction.Call(outer, ScalarFunction.Value)),
            _ => throw new InvalidDataException(
                "Operations on single values make up none of the activations that can be read: Identity, ReLU, LeakyReLU, ELU, SELU, " +
                "GELU, SiLU, Softplus, Tanh, Sigmoid."),
        };
    }

    private static ImportedChain Scale(ImportedChain chain, double factor, double offset)
    {
        var (factors, offsets) = (new double[chain.Size], new double[chain.Size]);
        Array.Fill(factors, factor);
        Array.Fill(offsets, offset);
        return chain.Scale(factors, offsets);
    }

    private static Activation? Find(ScalarFunction function) => function switch
    {
        ScalarFunction.Named { Activation: { } activation, Argument: ScalarFunction.ValueItself } => activation,
        ScalarFunction.Named { Name: "Log", Argument: ScalarFunction.Sum { Term: 1, Terms: [var term] } } when IsCall(term, "Exp", 1) =>
            Activation.Softplus,
        ScalarFunction.Product { Factors: [ScalarFunction.ValueItself, var gate] } product => FindGated(product.Factor, gate),
        ScalarFunction.Product { Factors: [var gate, ScalarFunction.ValueItself] } product => FindGated(product.Factor, gate),
        _ => null,
    };

    /// <summary>A value times a function of it.</summary>
    private static Activation? FindGated(double factor, ScalarFunction gate)
    {
        if (factor == 1 && gate is ScalarFunction.Named { Activation: Sigmoid, Argument: ScalarFunction.ValueItself })
        {
            return Activation.SiLU;
        }

        // x · (1 + erf(x / √2)) / 2, with the half before or behind the bracket.
        if (gate is not ScalarFunction.Sum { Terms: [var term] } sum)
        {
            return null;
        }

        var (inner, error) = term is ScalarFunction.Product { Factors: [var single] } product ? (product.Factor, single) : (1, term);
        return Math.Abs(inner - sum.Term) < Tolerance && Math.Abs((factor * inner) - 0.5) < Tolerance
            && IsCall(error, "Erf", Math.Sqrt(0.5))
            ? Activation.GELU
            : null;
    }

    private static bool IsCall(ScalarFunction function, string name, double factor) =>
        function is ScalarFunction.Named named && named.Name == name
        && named.Argument.AsAffine() is { Offset: 0 } affine && Math.Abs(affine.Factor - factor) < Tolerance;
}
