using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

internal sealed class Sigmoid : Activation
{
    internal override float Minimum => 0f;

    internal override float Maximum => 1f;

    internal override void Apply(Span<float> values) => TensorPrimitives.Sigmoid(values, values);
}
