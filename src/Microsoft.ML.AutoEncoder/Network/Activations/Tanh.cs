namespace Microsoft.ML.AutoEncoder;

internal sealed class Tanh : Activation
{
    internal const byte Number = 5;

    internal static readonly Tanh Instance = new();

    internal override byte KindNumber => Number;

    internal override float Minimum => -1f;

    internal override float Maximum => 1f;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Tanh", [input], [output]);

    /// <summary>Value by value: the vectorised one of TensorPrimitives is too coarse near 0.</summary>
    internal override void Apply(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = MathF.Tanh(value);
        }
    }
}
