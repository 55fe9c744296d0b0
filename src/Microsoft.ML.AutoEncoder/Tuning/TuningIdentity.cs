using System.Reflection;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What the trials of a search depend on, in words that are the same in every culture.</summary>
internal static class TuningIdentity
{
    internal const string Data = "data";

    internal static IReadOnlyDictionary<string, string> Describe(
        Options options, AutoEncoderSearchSpace space, TuningOptions tuning, TuningMetric metric, string dataHash)
    {
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Data] = dataHash,
            ["version of the library"] =
                typeof(TuningIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
                    .InformationalVersion.Split('+')[0] ?? OptionText.None,
            ["metric"] = $"{metric.Name}, {(metric.IsHigherBetter ? "higher" : "lower")} is better",
            ["seed"] = OptionText.Format(tuning.Seed),
            [nameof(tuning.NumberOfRounds)] = OptionText.Format(tuning.NumberOfRounds),
            [nameof(tuning.HalvingFactor)] = OptionText.Format(tuning.HalvingFactor),
        };
        foreach (var option in OptionDescription.Of(typeof(Options)).Where(ChangesTrials))
        {
            identity.Add($"option {option.Name}", OptionText.Format(option.Get(options)));
        }

        foreach (var dimension in space.Dimensions)
        {
            identity.Add($"search space of {dimension.Name}", dimension.Text);
        }

        return identity;
    }

    private static bool ChangesTrials(OptionDescription option) =>
        option.Attribute.IsIdentity
        || option.Name is nameof(Options.Goal) or nameof(Options.NumberOfThreads) or nameof(Options.MemoryBudgetInBytes);
}
