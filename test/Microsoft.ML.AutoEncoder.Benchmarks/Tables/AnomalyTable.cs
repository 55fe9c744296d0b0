using System.Globalization;

namespace Benchmarks.Tables;

/// <summary>The rows of a table, with labels that no training sees.</summary>
/// <param name="Rows">The values, unscaled.</param>
/// <param name="IsAnomaly">For each row, whether it is an anomaly.</param>
internal sealed record AnomalyTable(float[][] Rows, bool[] IsAnomaly)
{
    internal int Width => Rows[0].Length;

    /// <summary>Reads lines of numbers: 1 for an anomaly and 0 for an ordinary row, then the values.</summary>
    internal static AnomalyTable Read(string path)
    {
        float[][] lines = [.. File.ReadLines(path)
            .Where(line => line.Length > 0)
            .Select(line => line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        return new([.. lines.Select(line => line[1..])], [.. lines.Select(line => line[0] == 1)]);
    }

    /// <summary>The area under the ROC curve: the chance that an anomaly scores higher than an ordinary row; equal scores count
    /// half.</summary>
    internal double Area(float[] scores)
    {
        var order = Enumerable.Range(0, scores.Length).OrderBy(row => scores[row]).ToArray();
        var (rankSum, start) = (0.0, 0);
        while (start < order.Length)
        {
            var end = start;
            while (end < order.Length && scores[order[end]].Equals(scores[order[start]]))
            {
                end++;
            }

            // Ranks count from 1; equal scores share their mean.
            rankSum += (start + 1 + end) / 2.0 * order[start..end].Count(row => IsAnomaly[row]);
            start = end;
        }

        double anomalies = IsAnomaly.Count(isAnomaly => isAnomaly);
        return (rankSum - (anomalies * (anomalies + 1) / 2)) / (anomalies * (scores.Length - anomalies));
    }
}
