using System.Buffers;
using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class GaussianCorruption : Corruption
{
    internal GaussianCorruption(float standardDeviation)
    {
        if (!(standardDeviation > 0f && float.IsFinite(standardDeviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "The standard deviation of a corruption must be positive and finite.");
        }

        StandardDeviation = standardDeviation;
    }

    public float StandardDeviation { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("standardDeviation", StandardDeviation)];

    internal override void Apply(Span<float> row, RowRandom random, float minimum, float maximum)
    {
        var rented = ArrayPool<float>.Shared.Rent(row.Length);
        var noise = rented.AsSpan(0, row.Length);
        random.FillGaussian(noise);
        TensorPrimitives.MultiplyAdd(noise, StandardDeviation, row, row);
        TensorPrimitives.Max(row, minimum, row);
        TensorPrimitives.Min(row, maximum, row);
        ArrayPool<float>.Shared.Return(rented);
    }
}
