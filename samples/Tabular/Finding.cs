namespace Tabular;

/// <summary>A payment, its score, and which part each column of the table has in its error.</summary>
internal sealed record Finding(Payment Payment, float Score, bool IsOdd, IReadOnlyDictionary<string, float> ColumnErrors)
{
    /// <summary>The column that contributes most.</summary>
    internal string OddestColumn => ColumnErrors.MaxBy(column => column.Value).Key;

    internal static Finding Create(Payment payment, ScoredPayment scored, string[] columnOfSlots) => new(
        payment,
        scored.Score,
        scored.PredictedLabel,
        // The error is the sum over the slots; so each column has the part that its slots have in it.
        columnOfSlots.Zip(scored.SlotErrors)
            .GroupBy(slot => slot.First)
            .ToDictionary(slots => slots.Key, slots => slots.Sum(slot => slot.Second) / scored.SlotErrors.Sum()));
}
