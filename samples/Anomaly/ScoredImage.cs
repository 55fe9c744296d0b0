namespace Anomaly;

/// <summary>An image, and what the detector says about it.</summary>
internal sealed class ScoredImage
{
    /// <summary>The pixels.</summary>
    public float[] Features { get; set; } = [];

    public int Digit { get; set; }

    /// <summary>1 for an image of another digit, else 0.</summary>
    public float Label { get; set; }

    /// <summary>About 1 for an ordinary image, more for an odd one.</summary>
    public float Score { get; set; }

    /// <summary>Whether the score is above the threshold.</summary>
    public bool PredictedLabel { get; set; }

    /// <summary>What each pixel contributes.</summary>
    public float[] PixelErrors { get; set; } = [];
}
