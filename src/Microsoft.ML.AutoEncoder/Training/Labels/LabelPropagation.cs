namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Gives rows that have no label the one of their neighbourhood: labels spread from row to row over a graph in which each row is
/// joined to its nearest ones (Zhou, Bousquet, Lal, Weston, Schölkopf, "Learning with Local and Global Consistency", 2004; for networks,
/// Iscen, Tolias, Avrithis, Chum, "Label Propagation for Deep Semi-supervised Learning", 2019).</summary>
/// <remarks>Depends on the rows to train on alone, and so is the same when a training goes on from a checkpoint.</remarks>
internal static class LabelPropagation
{
    // All pairs of rows are compared.
    private const int MostNodes = 1 << 16;

    // What reaches a row over one edge; the rest comes from its own label.
    private const float Spread = 0.99f;
    private const int Iterations = 60;

    /// <param name="team">The threads that share the work.</param>
    /// <param name="data">The rows to train on, scaled.</param>
    /// <param name="column">The column of the labels, which are classes or truths.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    /// <param name="checkAlive">Called now and then, on any thread; what it throws ends the work.</param>
    internal static PseudoLabels Run(WorkerTeam team, RowStore data, LabelColumn column, int seed, Action checkAlive)
    {
        var classCount = column.Kind == LabelKind.Class ? column.ClassCount : 2;
        var rows = ChooseNodes(data);
        // A row that does not count is no example, either.
        var labels = Array.ConvertAll(rows, row => data.Weight(row) > 0 ? data.Label(row) : float.NaN);
        var coordinates = RowCoordinates.Of(team, data, rows, seed, checkAlive);
        var graph = NeighbourGraph.Create(team, coordinates, checkAlive);
        var (best, sum, winner) = Propagate(team, graph, labels, classCount, checkAlive);

        var result = new PseudoLabels(new float[data.RowCount], new float[data.RowCount]);
        Array.Fill(result.Labels, float.NaN);
        for (var node = 0; node < rows.Length; node++)
        {
            if (float.IsNaN(labels[node]) && sum[node] > 0)
            {
                result.Labels[rows[node]] = winner[node];
                result.Trusts[rows[node]] = Trust(best[node] / sum[node], classCount);
            }
        }

        return result;
    }

    /// <summary>0 where all classes reach a row alike, 1 where only one does.</summary>
    private static float Trust(float part, int classCount) => Math.Clamp(((part * classCount) - 1) / (classCount - 1), 0, 1);

    /// <summary>All rows, or those that have a label and others from all over the data.</summary>
    private static int[] ChooseNodes(RowStore data)
    {
        if (data.RowCount <= MostNodes)
        {
            return [.. Enumerable.Range(0, data.RowCount)];
        }

        var isLabelled = Enumerable.Range(0, data.RowCount).ToLookup(row => !float.IsNaN(data.Label(row)));
        var labelled = Evenly([.. isLabelled[true]], MostNodes / 2);
        return [.. labelled, .. Evenly([.. isLabelled[false]], MostNodes - labelled.Length)];
    }

    private static int[] Evenly(int[] rows, int most) => rows.Length <= most
        ? rows
        : [.. Enumerable.Range(0, most).Select(i => rows[(int)((long)i * rows.Length / most)])];

    /// <summary>Spreads one class after the other, each thread some of them.</summary>
    private static (float[] Best, float[] Sum, int[] Winner) Propagate(
        WorkerTeam team, NeighbourGraph graph, float[] labels, int classCount, Action checkAlive)
    {
        var counts = new int[classCount];
        foreach (var label in labels)
        {
            if (!float.IsNaN(label))
            {
                counts[(int)label]++;
            }
        }

        var parts = new (float[] Best, float[] Sum, int[] Winner)[team.Size];
        team.Run(thread =>
        {
            var part = parts[thread] = (new float[labels.Length], new float[labels.Length], new int[labels.Length]);
            var (first, end) = WorkerTeam.Share(classCount, thread, team.Size);
            for (var label = first; label < end; label++)
            {
                // A class that many labels name must not win for that alone.
                var source = Array.ConvertAll(labels, other => other == label ? 1f / counts[label] : 0f);
                Merge(part, graph.Spread(source, Spread, Iterations, checkAlive), label);
            }
        });

        var total = parts[0];
        foreach (var part in parts.Skip(1))
        {
            for (var node = 0; node < labels.Length; node++)
            {
                total.Sum[node] += part.Sum[node];
                if (part.Best[node] > total.Best[node])
                {
                    (total.Best[node], total.Winner[node]) = (part.Best[node], part.Winner[node]);
                }
            }
        }

        return total;
    }

    private static void Merge((float[] Best, float[] Sum, int[] Winner) part, float[] values, int label)
    {
        for (var node = 0; node < values.Length; node++)
        {
            part.Sum[node] += values[node];
            if (values[node] > part.Best[node])
            {
                (part.Best[node], part.Winner[node]) = (values[node], label);
            }
        }
    }
}
