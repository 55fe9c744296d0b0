namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What the values of a parameter are when training begins.</summary>
internal abstract record InitialValues
{
    internal static InitialValues Zero { get; } = new Constant(0);

    internal static InitialValues One { get; } = new Constant(1);

    /// <summary>Values drawn evenly from [−bound, bound).</summary>
    internal static InitialValues Uniform(double bound) => new UniformValues(bound);

    /// <summary>What the weights and the bias of a layer begin with.</summary>
    /// <param name="initialization">The distribution.</param>
    /// <param name="inputs">How many values each output depends on.</param>
    /// <param name="outputs">How many values each input has a part in.</param>
    internal static (InitialValues Weight, InitialValues Bias) Of(WeightInitialization initialization, int inputs, int outputs) =>
        initialization switch
        {
            WeightInitialization.TorchLinear => (Uniform(1 / Math.Sqrt(inputs)), Uniform(1 / Math.Sqrt(inputs))),
            WeightInitialization.GlorotUniform => (Uniform(Math.Sqrt(6.0 / (inputs + outputs))), Zero),
            WeightInitialization.HeUniform => (Uniform(Math.Sqrt(6.0 / inputs)), Zero),
            WeightInitialization.LeCunUniform => (Uniform(Math.Sqrt(3.0 / inputs)), Zero),
            _ => throw new ArgumentOutOfRangeException(nameof(initialization), initialization, null),
        };

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
