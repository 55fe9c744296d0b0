using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The mean distance of a row from the nearest of a sample of training rows: large where no training row is near, though the
/// row may lie between groups of them (Ramaswamy, Rastogi and Shim, "Efficient Algorithms for Mining Outliers from Large Data Sets",
/// SIGMOD 2000; Angiulli and Pizzuti, "Fast Outlier Detection in High Dimensional Spaces", PKDD 2002, for the mean).</summary>
/// <remarks>
/// <para>A row of the sample that is the same does not count, once: it may be the row itself, and a training row must not look nearer
/// to the others than a new row does.</para>
/// <para>Immutable: any number of threads may use it at once.</para>
/// </remarks>
/// <param name="sample">The rows of the sample, one after the other, in the space that distances are measured in.</param>
/// <param name="size">The number of values of a row.</param>
internal sealed partial class NearestRows(float[] sample, int size)
{
    /// <summary>How many of the nearest rows count; all of the sample if it has fewer.</summary>
    internal const int Neighbours = 5;

    /// <summary>The greatest number of rows in the sample: more cost time and memory and hardly rank better.</summary>
    internal const int GreatestSample = 1024;

    /// <summary>Rows so near, in standard deviations, are the same: they may have been rounded on the way.</summary>
    internal const float SameDistance = 1e-3f;

    internal int Count => sample.Length / size;

    internal int Size => size;

    internal ReadOnlySpan<float> Sample => sample;

    /// <param name="row">The row, in the space that distances are measured in.</param>
    /// <returns>The mean Euclidean distance; 0 if no row of the sample counts.</returns>
    internal double MeanDistance(ReadOnlySpan<float> row)
    {
        Span<float> nearest = stackalloc float[Neighbours + 1];
        var found = 0;
        for (var n = 0; n < Count; n++)
        {
            var distance = TensorPrimitives.Distance(row, sample.AsSpan(n * size, size));
            if (found == nearest.Length && !(distance < nearest[^1]))
            {
                continue;
            }

            var place = Math.Min(found, nearest.Length - 1);
            for (; place > 0 && nearest[place - 1] > distance; place--)
            {
                nearest[place] = nearest[place - 1];
            }

            nearest[place] = distance;
            found = Math.Min(found + 1, nearest.Length);
        }

        var counted = nearest[0] < SameDistance && found > 0 ? nearest[1..found] : nearest[..Math.Min(found, Neighbours)];
        return counted.IsEmpty ? 0 : TensorPrimitives.Sum<float>(counted) / (double)counted.Length;
    }

    /// <summary>Chooses the rows of a sample: the same seed chooses the same rows, whatever their values.</summary>
    /// <returns>The indices, in ascending order.</returns>
    internal static int[] Choose(int rowCount, int seed)
    {
        // The rows with the smallest of numbers that depend on nothing but the seed and the index.
        var keys = new ulong[rowCount];
        for (var n = 0; n < rowCount; n++)
        {
            keys[n] = SampledRows.Key(n, seed);
        }

        return [.. Enumerable.Range(0, rowCount).OrderBy(n => keys[n]).Take(GreatestSample).Order()];
    }
}
