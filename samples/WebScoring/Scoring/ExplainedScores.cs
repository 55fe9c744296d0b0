namespace WebScoring.Scoring;

/// <summary>The columns of a model that also writes its reconstructions.</summary>
internal sealed class ExplainedScores : Scores
{
    public float[] Reconstruction { get; set; } = [];

    /// <summary>The squared error of each slot.</summary>
    public float[] SlotErrors { get; set; } = [];

    internal override bool AreFinite =>
        base.AreFinite && Array.TrueForAll(Reconstruction, float.IsFinite) && Array.TrueForAll(SlotErrors, float.IsFinite);
}
