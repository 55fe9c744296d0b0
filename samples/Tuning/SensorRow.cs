using Microsoft.ML.Data;

namespace Tuning;

/// <summary>What the sensors of a machine say at one time.</summary>
internal sealed class SensorRow
{
    internal const int SensorCount = 24;

    /// <summary>What causes it all: the speed, the load, and the temperature of the hall.</summary>
    private const int CauseCount = 3;

    [VectorType(SensorCount)]
    public float[] Sensors { get; set; } = [];

    /// <summary>Rows of which three hidden causes explain nearly everything, each sensor by a bent curve of its own.</summary>
    internal static SensorRow[] Make(int count, int seed)
    {
        var random = new Random(seed);
        var curves = Enumerable.Range(0, SensorCount).Select(_ => Draw(random, CauseCount)).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ => Make(random, curves, Draw(random, CauseCount)))];
    }

    private static SensorRow Make(Random random, float[][] curves, float[] causes) => new()
    {
        Sensors = [.. curves.Select(curve =>
            (100 * MathF.Sin(2 * curve.Zip(causes, (weight, cause) => weight * cause).Sum())) + (4 * (random.NextSingle() - 0.5f)))],
    };

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
}
