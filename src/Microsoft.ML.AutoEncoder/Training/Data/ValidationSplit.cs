namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Decides which rows are set aside for validation: each by its number alone, however many there are.</summary>
internal sealed class ValidationSplit(float fraction, int seed)
{
    /// <summary>About which part of the rows is set aside.</summary>
    internal float Fraction => fraction;

    /// <param name="row">The number of the row, from 0.</param>
    internal bool SetsAside(long row)
    {
        var bits = SplitMix64.Mix(unchecked(((ulong)(uint)seed << 32) ^ ((ulong)(row + 1) * SplitMix64.GoldenRatio)));
        return (bits >> 11) * Math.ScaleB(1, -53) < fraction;
    }
}
