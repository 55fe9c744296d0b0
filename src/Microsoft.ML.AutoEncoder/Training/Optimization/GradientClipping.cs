namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Keeps the gradients of a batch from being too long.</summary>
internal static class GradientClipping
{
    /// <param name="scale">What the gradients are to be multiplied by.</param>
    /// <param name="norm">Their norm before that.</param>
    /// <param name="clipNorm">The largest norm that is left after that.</param>
    /// <returns>What to multiply them by.</returns>
    internal static double Clip(double scale, double norm, float clipNorm)
    {
        var scaledNorm = scale * norm;
        return scaledNorm > clipNorm ? scale * clipNorm / scaledNorm : scale;
    }
}
