using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>What a <see cref="PredictionEngine{TSrc, TDst}"/> scores: a row of <see cref="SyntheticData"/> of the usual size.</summary>
internal sealed class FeaturesRow
{
    [VectorType(6)]
    public float[] Features { get; set; } = [];
}
