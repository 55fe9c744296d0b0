using System.Collections.ObjectModel;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A setting that a search tries: a number and a value for each dimension of the space. It depends on the space, the seed and its
/// number alone.</summary>
/// <param name="Number">The number, from 1.</param>
/// <param name="Values">The values by the names of the dimensions; none: the options as they are.</param>
internal sealed record TuningDraw(int Number, IReadOnlyDictionary<string, object?> Values)
{
    // A space of few values has been seen as a whole after so many draws for each setting.
    private const int AttemptsPerDraw = 50;

    /// <summary>The options as they are, and settings drawn at random, of which no two are the same.</summary>
    internal static TuningDraw[] Draw(AutoEncoderSearchSpace space, int seed, int count)
    {
        List<TuningDraw> draws = [new(1, ReadOnlyDictionary<string, object?>.Empty)];
        var seen = new HashSet<string>();
        var key = SplitMix64.Mix(unchecked((uint)seed + SplitMix64.GoldenRatio));
        var uniforms = new float[space.Dimensions.Count];
        for (var attempt = 0UL; draws.Count < count && attempt < (ulong)count * AttemptsPerDraw; attempt++)
        {
            new RowRandom(SplitMix64.Mix(key ^ attempt)).FillUniform(uniforms);
            var values = new OrderedDictionary<string, object?>();
            foreach (var (i, dimension) in space.Dimensions.Index())
            {
                values.Add(dimension.Name, dimension.Draw(uniforms[i]));
            }

            if (seen.Add(string.Join('\n', values.Values.Select(OptionText.Format))))
            {
                draws.Add(new TuningDraw(draws.Count + 1, new ReadOnlyDictionary<string, object?>(values)));
            }
        }

        return [.. draws];
    }

    /// <summary>A copy of options with the values of this setting.</summary>
    internal Options ApplyTo(Options options, AutoEncoderSearchSpace space)
    {
        var changed = options.Copy();
        foreach (var dimension in space.Dimensions)
        {
            if (Values.TryGetValue(dimension.Name, out var value))
            {
                dimension.Apply(changed, value);
            }
        }

        return changed;
    }
}
