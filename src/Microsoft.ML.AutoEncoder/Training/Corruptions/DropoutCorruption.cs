using System.Buffers;
using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class DropoutCorruption : Corruption
{
    internal DropoutCorruption(float minimumProbability, float maximumProbability)
    {
        CheckProbability(minimumProbability);
        CheckProbability(maximumProbability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimumProbability, maximumProbability);
        (MinimumProbability, MaximumProbability) = (minimumProbability, maximumProbability);
    }

    public float MinimumProbability { get; }

    public float MaximumProbability { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters =>
        [("minimumProbability", MinimumProbability), ("maximumProbability", MaximumProbability)];

    internal override bool KeepsZeros => true;

    internal override void Apply(Span<float> row, RowRandom random, float minimum, float maximum)
    {
        var rented = ArrayPool<float>.Shared.Rent(row.Length + 1);
        var draws = rented.AsSpan(0, row.Length + 1);
        random.FillUniform(draws);
        var probability = Probability(draws[^1]);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = draws[i] < probability ? 0f : row[i];
        }

        TensorPrimitives.Divide(row, 1 - probability, row);
        ArrayPool<float>.Shared.Return(rented);
    }

    internal override void ApplySparse(ReadOnlySpan<int> indices, Span<float> values, int rowSize, RowRandom random)
    {
        var probability = Probability(random.UniformAt(rowSize));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.UniformAt(indices[i]) < probability ? 0f : values[i] / (1 - probability);
        }
    }

    private float Probability(float draw) => MinimumProbability + ((MaximumProbability - MinimumProbability) * draw);
}
