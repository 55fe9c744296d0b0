namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>What a <see cref="PredictionEngine{TSrc, TDst}"/> gives back.</summary>
internal sealed class ScoredRow
{
    public float[] Encoded { get; set; } = [];

    public float[] Reconstructed { get; set; } = [];

    public float ReconstructionError { get; set; }

    public float[] SlotErrors { get; set; } = [];

    /// <summary>All values without losing a bit.</summary>
    public override string ToString() => string.Join(
        " | ", RowReader.Text(Encoded), RowReader.Text(Reconstructed), RowReader.Text(ReconstructionError), RowReader.Text(SlotErrors));

    /// <summary>What <see cref="ToString"/> gives for rows that a transformer scored.</summary>
    internal static IEnumerable<string> TextsOf(IDataView view)
    {
        var columns = TinyAutoEncoder.AddedColumns.Select(name => view.Schema[name].Index).ToArray();
        return ViewContent.Read(view, TinyAutoEncoder.AddedColumns)
            .Select(row => string.Join(" | ", columns.Select(column => row.Values[column])));
    }
}
