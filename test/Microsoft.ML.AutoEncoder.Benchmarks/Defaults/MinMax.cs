namespace Benchmarks.Defaults;

/// <summary>What NormalizeMinMax does with fixZero: false: each slot of the training rows goes from 0 to 1.</summary>
internal static class MinMax
{
    internal static LabelledRow[] Scale(IReadOnlyList<LabelledRow> rows, IReadOnlyList<LabelledRow> training)
    {
        var features = Scale([.. rows.Select(row => row.Features)], [.. training.Select(row => row.Features)]);
        return [.. rows.Zip(features, (row, values) => new LabelledRow { Label = row.Label, Features = values })];
    }

    internal static float[][] Scale(float[][] rows, float[][] training)
    {
        var size = training[0].Length;
        float[] least = [.. Enumerable.Range(0, size).Select(slot => training.Min(row => row[slot]))];
        float[] range = [.. Enumerable.Range(0, size).Select(slot => training.Max(row => row[slot]) - least[slot])];
        return [.. rows.Select(row => row.Select((value, slot) => range[slot] > 0 ? (value - least[slot]) / range[slot] : 0f).ToArray())];
    }
}
