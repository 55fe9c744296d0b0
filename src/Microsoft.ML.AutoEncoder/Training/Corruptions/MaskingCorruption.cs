using System.Buffers;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class MaskingCorruption : Corruption
{
    internal MaskingCorruption(float probability) => Probability = CheckProbability(probability);

    public float Probability { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("probability", Probability)];

    internal override bool KeepsZeros => true;

    internal override void Apply(Span<float> row, RowRandom random, float minimum, float maximum)
    {
        var rented = ArrayPool<float>.Shared.Rent(row.Length);
        var draws = rented.AsSpan(0, row.Length);
        random.FillUniform(draws);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = draws[i] < Probability ? 0f : row[i];
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    internal override void ApplySparse(ReadOnlySpan<int> indices, Span<float> values, int rowSize, RowRandom random)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.UniformAt(indices[i]) < Probability ? 0f : values[i];
        }
    }
}
