namespace Microsoft.ML.AutoEncoder;

internal sealed class SiLU : Activation
{
    internal const byte Number = 8;

    internal static readonly SiLU Instance = new();

    /// <summary>The least value, at x ≈ −1.2785.</summary>
    internal override float Minimum => -0.27847f;

    internal override byte KindNumber => Number;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size)
    {
        var gate = graph.Tensor($"{output}.gate", size);
        graph.Operation("Sigmoid", [input], [gate]);
        graph.Operation("Mul", [input, gate], [output]);
    }

    internal override void Apply(Span<float> values)
    {
        foreach (ref var value in values)
        {
            // For x → −∞ the exponential overflows to ∞, and x / ∞ is the limit, 0.
            value = float.IsNegativeInfinity(value) ? 0f : (float)(value / (1 + Math.Exp(-value)));
        }
    }
}
