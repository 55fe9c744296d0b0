namespace Microsoft.ML.AutoEncoder;

internal sealed class Identity : Activation
{
    internal override void Apply(Span<float> values)
    {
    }
}
