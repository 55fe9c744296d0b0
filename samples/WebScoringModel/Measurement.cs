using Microsoft.ML.Data;

namespace WebScoringModel;

/// <summary>Eight measurements that two hidden causes explain.</summary>
internal sealed class Measurement
{
    [VectorType(8)]
    public float[] Features { get; set; } = [];

    internal static Measurement Make(float first, float second) =>
        new()
        {
            Features = [.. Enumerable.Range(0, 8).Select(slot => MathF.Sin(slot + (6 * first)) + MathF.Cos((2 * slot) + (6 * second)))],
        };
}
