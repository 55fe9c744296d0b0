namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A training begins with random parameters.</summary>
/// <param name="seed">Decides which.</param>
internal sealed class RandomInitialState(int seed) : IInitialState
{
    /// <inheritdoc/>
    public void Fill(ParameterLayout layout, TrainingState state)
    {
        var random = new Random(seed);
        layout.Initialize(state.Values, random);
        state.OrderSeed = random.Next();
    }
}
