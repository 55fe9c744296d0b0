using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What is taken away from each slot of the input, and what the rest is divided by, before a network sees it.</summary>
/// <remarks>Immutable: any number of threads may use it at once.</remarks>
/// <param name="offsets">One for each slot.</param>
/// <param name="units">One for each slot, positive.</param>
internal sealed class InputScale(float[] offsets, float[] units)
{
    // A value so many units away teaches nothing that a nearer one does not, but could drown everything else.
    private const float FarthestInTraining = 10;

    internal ReadOnlySpan<float> Offsets => offsets;

    /// <summary>Whether 0 stays 0 in every slot.</summary>
    internal bool KeepsZeros { get; } = !offsets.AsSpan().ContainsAnyExcept(0f);

    internal ReadOnlySpan<float> Units => units;

    /// <summary>Scales a row.</summary>
    internal void Apply(Span<float> row)
    {
        TensorPrimitives.Subtract(row, offsets, row);
        DivideByUnits(row);
    }

    /// <summary>Scales the difference between two rows.</summary>
    internal void DivideByUnits(Span<float> difference) => TensorPrimitives.Divide(difference, units, difference);

    /// <summary>Scales a row to train on.</summary>
    internal void ApplyInTraining(Span<float> row)
    {
        Apply(row);
        TensorPrimitives.Min(row, FarthestInTraining, row);
        TensorPrimitives.Max(row, -FarthestInTraining, row);
    }

    /// <summary>Scales some values of a row to train on, to the same bits.</summary>
    /// <param name="indices">Their slots.</param>
    /// <param name="values">The values; are changed.</param>
    internal void ApplyInTraining(ReadOnlySpan<int> indices, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = (values[i] - offsets[indices[i]]) / units[indices[i]];
            values[i] = Math.Max(Math.Min(value, FarthestInTraining), -FarthestInTraining);
        }
    }
}
