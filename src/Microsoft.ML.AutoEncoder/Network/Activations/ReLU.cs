using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

internal sealed class ReLU : Activation
{
    internal const byte Number = 1;

    internal static readonly ReLU Instance = new();

    internal override byte KindNumber => Number;

    internal override float Minimum => 0f;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Relu", [input], [output]);

    internal override void Apply(Span<float> values) => TensorPrimitives.Max(values, 0f, values);
}
