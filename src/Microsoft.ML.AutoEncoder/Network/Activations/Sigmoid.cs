using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

internal sealed class Sigmoid : Activation
{
    internal const byte Number = 6;

    internal static readonly Sigmoid Instance = new();

    internal override byte KindNumber => Number;

    internal override float Minimum => 0f;

    internal override float Maximum => 1f;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Sigmoid", [input], [output]);

    internal override float? Invert(float output) => output is > 0 and < 1 ? MathF.Log(output / (1 - output)) : null;

    internal override void Apply(Span<float> values) => TensorPrimitives.Sigmoid(values, values);
}
