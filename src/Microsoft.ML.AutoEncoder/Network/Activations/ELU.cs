namespace Microsoft.ML.AutoEncoder;

internal sealed class ELU : Activation
{
    internal const byte Number = 3;

    internal ELU(float alpha)
    {
        if (!(alpha > 0f && float.IsFinite(alpha)))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The alpha of an ELU must be positive and finite.");
        }

        Alpha = alpha;
    }

    internal float Alpha { get; }

    internal override float? Parameter => Alpha;

    internal override byte KindNumber => Number;

    internal override float Minimum => -Alpha;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Elu", [input], [output], new OperationAttribute("alpha", Alpha));

    internal override void Apply(Span<float> values)
    {
        foreach (ref var value in values)
        {
            if (value < 0f)
            {
                // In double precision, because exp(x) − 1 cancels near 0.
                value = (float)(Alpha * (Math.Exp(value) - 1));
            }
        }
    }
}
