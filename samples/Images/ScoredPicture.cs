namespace ImageDefects;

/// <summary>What the pipeline makes of a picture.</summary>
internal sealed class ScoredPicture
{
    /// <summary>Red, green and blue of each pixel.</summary>
    public float[] Pixels { get; set; } = [];

    public float[] Reconstruction { get; set; } = [];

    /// <summary>The squared error of each of these values.</summary>
    public float[] Errors { get; set; } = [];
}
