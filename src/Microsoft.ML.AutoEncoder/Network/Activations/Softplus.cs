namespace Microsoft.ML.AutoEncoder;

internal sealed record Softplus : Activation
{
    internal override float Minimum => 0f;

    internal override void Apply(Span<float> values)
    {
        foreach (ref var value in values)
        {
            // log(1 + exp(x)) without overflow; NaN stays NaN, because both terms are NaN.
            value = (float)(Math.Max(value, 0.0) + Math.Log(1 + Math.Exp(-Math.Abs((double)value))));
        }
    }
}
