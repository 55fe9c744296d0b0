using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

internal sealed class ReLU : Activation
{
    internal override float Minimum => 0f;

    internal override void Apply(Span<float> values) => TensorPrimitives.Max(values, 0f, values);
}
