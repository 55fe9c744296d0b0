using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Data in which all rows are the same: from them nothing can be learnt about what is odd.</summary>
internal static class ConstantData
{
    /// <summary>Reads rows until two differ. Values that cannot be learnt are left to training to complain about.</summary>
    /// <exception cref="InvalidOperationException">There is more than one row, and all are the same.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    internal static void Refuse(
        IHost host,
        IDataView view,
        DataViewSchema.Column features,
        DataViewSchema.Column? weight,
        GroupLink link,
        CancellationToken cancellationToken)
    {
        // Of each part the row that all its rows are; a single 0 where they differ, and nothing where there are none.
        var parts = Enumerable.Range(0, link.PartCount)
            .Select(part => FindOnlyRow(host, link.Part(view, part), features, weight, cancellationToken))
            .Select(row => row is null ? [] : row.Length == 0 ? [0] : MemoryMarshal.AsBytes(row.AsSpan()).ToArray())
            .ToArray();
        var rows = link.GatherParts(GroupStep.Calibrating, parts).Where(row => row.Length > 0).ToArray();
        if (rows.Length > 0 && Array.TrueForAll(rows, row => row.Length > 1 && row.SequenceEqual(rows[0])))
        {
            throw host.Except(
                $"Column '{features.Name}' has the same values in all rows that training may use. What is odd can only be learnt from " +
                "rows that differ: check the steps before this trainer, or give it more rows.");
        }
    }

    /// <returns>The row that all rows are; nothing in it where two differ; null where there are none.</returns>
    private static float[]? FindOnlyRow(
        IHost host, IDataView view, DataViewSchema.Column features, DataViewSchema.Column? weight, CancellationToken cancellationToken)
    {
        using var cursor = view.GetRowCursor(weight is { } column ? [features, column] : [features]);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        var getWeight = weight is { } weightColumn ? cursor.GetGetter<float>(weightColumn) : null;
        float[]? first = null;
        var (row, rowWeight) = (default(VBuffer<float>), 1f);
        while (cursor.MoveNext())
        {
            host.CheckAlive();
            cancellationToken.ThrowIfCancellationRequested();
            getWeight?.Invoke(ref rowWeight);
            if (rowWeight == 0)
            {
                continue;
            }

            getFeatures(ref row);
            if (first is null)
            {
                first = [.. row.DenseValues()];
            }
            else if (!row.DenseValues().SequenceEqual(first))
            {
                return [];
            }
        }

        return first;
    }
}
