namespace WebScoring.Scoring;

/// <summary>The columns that the model writes.</summary>
internal class Scores
{
    public float[] Encoded { get; set; } = [];

    /// <summary>How odd the row is: a score of 20 says that one row in 20 is as odd.</summary>
    public float Score { get; set; }

    /// <summary>Whether the score is above the threshold.</summary>
    public bool PredictedLabel { get; set; }

    internal virtual bool AreFinite => float.IsFinite(Score) && Array.TrueForAll(Encoded, float.IsFinite);
}
