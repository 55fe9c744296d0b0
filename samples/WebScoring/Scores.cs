namespace WebScoring;

/// <summary>The columns that the model writes.</summary>
internal sealed class Scores
{
    public float[] Encoded { get; set; } = [];

    /// <summary>How odd the row is: 1 is the mean of the rows that the model was trained on.</summary>
    public float Score { get; set; }

    /// <summary>Whether the score is above the threshold.</summary>
    public bool PredictedLabel { get; set; }

    internal bool AreFinite => float.IsFinite(Score) && Array.TrueForAll(Encoded, float.IsFinite);
}
