using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>What a row gave.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Batch">Its batch.</param>
/// <param name="Values">For each column the value as text that tells all bits apart; null where the column is not active.</param>
internal sealed record RowContent(DataViewRowId Id, long Batch, string?[] Values)
{
    /// <summary>The identifier and all values. Batches are not part of it: they may differ from one cursor to the next.</summary>
    public override string ToString() => $"{Id}: {string.Join(" | ", Values)}";
}
