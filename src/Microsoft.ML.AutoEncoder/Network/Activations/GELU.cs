namespace Microsoft.ML.AutoEncoder;

internal sealed class GELU : Activation
{
    internal const byte Number = 4;

    internal static readonly GELU Instance = new();

    internal override byte KindNumber => Number;

    /// <summary>The least value, at x ≈ −0.7518.</summary>
    internal override float Minimum => -0.16997f;

    /// <remarks>The operator Gelu came late, with the operator set 20: this is what it consists of.</remarks>
    internal override void Describe(IGraphBuilder graph, string input, string output, int size)
    {
        string[] parts =
        [
            graph.Tensor($"{output}.argument", size), graph.Tensor($"{output}.erf", size), graph.Tensor($"{output}.distribution", size),
            graph.Tensor($"{output}.product", size),
        ];
        graph.Operation("Mul", [input, graph.Constant("sqrt_half", [MathF.Sqrt(0.5f)])], [parts[0]]);
        graph.Operation("Erf", [parts[0]], [parts[1]]);
        graph.Operation("Add", [parts[1], graph.Constant("one", [1f])], [parts[2]]);
        graph.Operation("Mul", [input, parts[2]], [parts[3]]);
        graph.Operation("Mul", [parts[3], graph.Constant("half", [0.5f])], [output]);
    }

    internal override void Apply(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = (float)(value * 0.5 * ComplementaryErrorFunction(-value / Math.Sqrt(2)));
        }
    }

    /// <summary>erfc(x) with a relative error below 1.2e-7 for every x: a Chebyshev fit (Press et al., "Numerical Recipes in C",
    /// 2nd edition, section 6.2).</summary>
    private static double ComplementaryErrorFunction(double x)
    {
        var z = Math.Abs(x);
        var t = 1 / (1 + (0.5 * z));
        var tail = t * Math.Exp((-z * z) - 1.26551223 + (t * (1.00002368 + (t * (0.37409196 + (t * (0.09678418 +
            (t * (-0.18628806 + (t * (0.27886807 + (t * (-1.13520398 + (t * (1.48851587 +
            (t * (-0.82215223 + (t * 0.17087277))))))))))))))))));
        return x >= 0 ? tail : 2 - tail;
    }
}
