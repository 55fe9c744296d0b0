namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Where the values of a layer's batch normalisation stand.</summary>
/// <param name="Scale">The learnt factors γ.</param>
/// <param name="RunningMean">The running means of the sums. No optimizer changes them.</param>
/// <param name="RunningVariance">The running variances of the sums. No optimizer changes them.</param>
internal sealed record NormalizationLayout(ParameterSlot Scale, ParameterSlot RunningMean, ParameterSlot RunningVariance)
{
    /// <summary>What is added to a variance before its root divides.</summary>
    internal const float Epsilon = 1e-5f;
}
