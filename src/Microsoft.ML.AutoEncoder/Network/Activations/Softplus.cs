namespace Microsoft.ML.AutoEncoder;

internal sealed class Softplus : Activation
{
    internal const byte Number = 9;

    internal static readonly Softplus Instance = new();

    internal override float Minimum => 0f;

    internal override byte KindNumber => Number;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Softplus", [input], [output]);

    internal override void Apply(Span<float> values)
    {
        foreach (ref var value in values)
        {
            // log(1 + exp(x)) without overflow; NaN stays NaN, because both terms are NaN.
            value = (float)(Math.Max(value, 0.0) + Math.Log(1 + Math.Exp(-Math.Abs((double)value))));
        }
    }
}
