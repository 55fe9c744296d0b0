namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class SometimesCorruption : Corruption
{
    internal SometimesCorruption(Corruption corruption, float probability)
    {
        ArgumentNullException.ThrowIfNull(corruption);
        Corruption = corruption;
        Probability = CheckProbability(probability);
    }

    public Corruption Corruption { get; }

    public float Probability { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters =>
        [("corruption", Corruption), ("probability", Probability)];

    internal override bool NeedsFiniteRange => Corruption.NeedsFiniteRange;

    internal override bool KeepsZeros => Corruption.KeepsZeros;

    internal override IEnumerable<ImageShape> ImageShapes => Corruption.ImageShapes;

    internal override void Apply(Span<float> row, RowRandom random, float minimum, float maximum)
    {
        if (IsChosen(random))
        {
            Corruption.Apply(row, random.Fork(1), minimum, maximum);
        }
    }

    internal override void ApplySparse(ReadOnlySpan<int> indices, Span<float> values, int rowSize, RowRandom random)
    {
        if (IsChosen(random))
        {
            Corruption.ApplySparse(indices, values, rowSize, random.Fork(1));
        }
    }

    private bool IsChosen(RowRandom random) => random.UniformAt(0) < Probability;
}
