using Microsoft.ML.AutoEncoder;

namespace AutoEncoderTool.Settings;

/// <summary>Sets options by their names, as the library describes them.</summary>
internal static class OptionAssignments
{
    // What other parts of the command line are for.
    private static readonly string[] Own =
    [
        nameof(AutoEncoderEstimator.Options.InputColumnName),
        nameof(AutoEncoderEstimator.Options.ExampleWeightColumnName),
        nameof(AutoEncoderEstimator.Options.LabelColumnName),
        nameof(AutoEncoderAnomalyTrainer.Options.FeatureColumnName),
    ];

    /// <param name="assignments">Each <c>Name=value</c>.</param>
    /// <param name="targets">The objects that have the options; the first that has one of the name gets it.</param>
    /// <exception cref="UsageException">There is no such option, or no such value.</exception>
    internal static void Apply(IEnumerable<string> assignments, params object[] targets)
    {
        var options = targets.SelectMany(target =>
            OptionDescription.Of(target.GetType())
                .Where(option => !Own.Contains(option.Name) && SettingReader.CanRead(option.Type))
                .Select(option => (Target: target, Option: option))).ToArray();
        foreach (var assignment in assignments)
        {
            var sign = assignment.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
            {
                throw new UsageException($"--option {assignment}: an option is set by Name=value.");
            }

            var name = assignment[..sign].Trim();
            var (target, option) = Array.Find(
                options, candidate => candidate.Option.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (option is null)
            {
                var names = NearestNames.Describe(name, options.Select(candidate => candidate.Option.Name));
                throw new UsageException(
                    $"--option {assignment}: there is no option '{name}'. {names.Replace("columns", "options", StringComparison.Ordinal)}");
            }

            Set(target, option, assignment, assignment[(sign + 1)..].Trim());
        }
    }

    private static void Set(object target, OptionDescription option, string assignment, string text)
    {
        try
        {
            var value = SettingReader.Read(text, option.Type);
            if (!option.Attribute.Allows(value))
            {
                throw new FormatException($"{option.Name} must be {option.Attribute.Demand}");
            }

            option.Set(target, value);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"--option {assignment}: {exception.Message.TrimEnd('.')}.");
        }
    }
}
