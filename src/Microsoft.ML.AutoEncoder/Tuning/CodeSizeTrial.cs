namespace Microsoft.ML.AutoEncoder;

/// <summary>A code size that was tried, with the part of the variance of the validation rows that its model explains.</summary>
public sealed class CodeSizeTrial
{
    internal CodeSizeTrial()
    {
    }

    /// <summary>The number of values of the code.</summary>
    public required int CodeSize { get; init; }

    /// <summary>The part of the variance of the validation rows that reconstructions explain, at most 1.</summary>
    public required double ExplainedVariance { get; init; }

    /// <summary>The epochs that were trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Time { get; init; }
}
