namespace WebScoring.Scoring;

/// <summary>The column that the model reads.</summary>
internal sealed class Row
{
    public float[] Features { get; set; } = [];
}
