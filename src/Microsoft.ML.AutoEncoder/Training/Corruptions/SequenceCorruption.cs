namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class SequenceCorruption : Corruption
{
    private readonly Corruption[] _corruptions;

    internal SequenceCorruption(Corruption[] corruptions)
    {
        ArgumentNullException.ThrowIfNull(corruptions);
        foreach (var corruption in corruptions)
        {
            ArgumentNullException.ThrowIfNull(corruption, nameof(corruptions));
        }

        _corruptions = corruptions.Length == 0
            ? throw new ArgumentException("A sequence has at least one corruption.", nameof(corruptions))
            : [.. corruptions];
    }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters =>
        [("corruptions", string.Join(", ", _corruptions.AsEnumerable()))];

    internal override bool NeedsFiniteRange => Array.Exists(_corruptions, corruption => corruption.NeedsFiniteRange);

    internal override bool KeepsZeros => Array.TrueForAll(_corruptions, corruption => corruption.KeepsZeros);

    internal override IEnumerable<ImageShape> ImageShapes => _corruptions.SelectMany(corruption => corruption.ImageShapes);

    internal override void Apply(Span<float> row, RowRandom random, float minimum, float maximum)
    {
        for (var i = 0; i < _corruptions.Length; i++)
        {
            _corruptions[i].Apply(row, random.Fork(i), minimum, maximum);
        }
    }

    internal override void ApplySparse(ReadOnlySpan<int> indices, Span<float> values, int rowSize, RowRandom random)
    {
        for (var i = 0; i < _corruptions.Length; i++)
        {
            _corruptions[i].ApplySparse(indices, values, rowSize, random.Fork(i));
        }
    }
}
