namespace Microsoft.ML.AutoEncoder;

/// <summary>Chooses how many values the registers hold that a kernel works with.</summary>
internal static class LaneCounts
{
    private static ReadOnlySpan<byte> NarrowestFirst => [1, 4, 8, 16];

    /// <summary>The narrowest registers that hold all outputs, or the widest that are allowed.</summary>
    internal static int Holding(int outputCount, int maximum)
    {
        var chosen = 1;
        foreach (var laneCount in NarrowestFirst)
        {
            if (chosen < outputCount && laneCount <= maximum)
            {
                chosen = laneCount;
            }
        }

        return chosen;
    }

    /// <summary>The widest registers that are allowed and that the outputs fill.</summary>
    internal static int Dividing(int outputCount, int maximum)
    {
        var chosen = 1;
        foreach (var laneCount in NarrowestFirst)
        {
            if (outputCount % laneCount == 0 && laneCount <= maximum)
            {
                chosen = laneCount;
            }
        }

        return chosen;
    }
}
