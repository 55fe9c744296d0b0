namespace Benchmarks.Defaults;

/// <summary>Rows to learn from, and rows to measure on.</summary>
/// <param name="Name">What they are.</param>
/// <param name="CodeSize">The size of the code and of the principal components.</param>
/// <param name="Training">The rows to learn from.</param>
/// <param name="Measured">The rows to measure on.</param>
internal sealed record LabelledData(
    string Name, int CodeSize, IReadOnlyList<LabelledRow> Training, IReadOnlyList<LabelledRow> Measured)
{
    internal int ClassCount { get; } = (int)Training.Max(row => row.Label);

    /// <summary>Splits the training rows again, by the seed, and leaves the measured ones alone: settings are chosen by this.</summary>
    internal LabelledData ForValidation(int seed)
    {
        LabelledRow[] rows = [.. Training];
        new Random(seed).Shuffle(rows);
        var cut = rows.Length * 7 / 10;
        return this with { Training = rows[..cut], Measured = rows[cut..] };
    }
}
