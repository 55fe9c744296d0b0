namespace Microsoft.ML.AutoEncoder;

internal sealed record Identity : Activation
{
    internal override void Apply(Span<float> values)
    {
    }
}
