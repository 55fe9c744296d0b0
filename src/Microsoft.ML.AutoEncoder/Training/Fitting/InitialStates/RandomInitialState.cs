namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A training begins with random parameters, and with reconstructions around the mean row: what all rows have in common need not
/// be learnt.</summary>
/// <param name="seed">Decides which.</param>
/// <param name="meanRow">The mean row, as training sees it.</param>
internal sealed class RandomInitialState(int seed, double[] meanRow) : IInitialState
{
    /// <inheritdoc/>
    public void Fill(ParameterLayout layout, TrainingState state)
    {
        var random = new Random(seed);
        layout.Initialize(state.Values, random);
        layout.Decoder[^1].BeginWith(meanRow, state.Values);
        state.OrderSeed = random.Next();
    }
}
