namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What the values of a parameter are when training begins.</summary>
internal abstract record InitialValues
{
    internal static InitialValues Zero { get; } = new Constant(0);

    internal static InitialValues One { get; } = new Constant(1);

    /// <summary>Values drawn evenly from [−bound, bound).</summary>
    internal static InitialValues Uniform(double bound) => new UniformValues(bound);

    internal abstract void Fill(Span<float> values, Random random);

    private sealed record Constant(float Value) : InitialValues
    {
        internal override void Fill(Span<float> values, Random random) => values.Fill(Value);
    }

    private sealed record UniformValues(double Bound) : InitialValues
    {
        internal override void Fill(Span<float> values, Random random)
        {
            foreach (ref var value in values)
            {
                value = (float)(((2 * random.NextDouble()) - 1) * Bound);
            }
        }
    }
}
