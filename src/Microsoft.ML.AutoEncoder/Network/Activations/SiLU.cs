namespace Microsoft.ML.AutoEncoder;

internal sealed record SiLU : Activation
{
    /// <summary>The least value, at x ≈ −1.2785.</summary>
    internal override float Minimum => -0.27847f;

    internal override void Apply(Span<float> values)
    {
        foreach (ref var value in values)
        {
            // For x → −∞ the exponential overflows to ∞, and x / ∞ is the limit, 0.
            value = float.IsNegativeInfinity(value) ? 0f : (float)(value / (1 + Math.Exp(-value)));
        }
    }
}
