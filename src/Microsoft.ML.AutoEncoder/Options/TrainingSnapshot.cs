using System.Reflection;
using Microsoft.ML.AutoEncoder.Training;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Makes of options what training gets: each property of <see cref="TrainingSettings"/> has the value of the option of
/// its name.</summary>
internal static class TrainingSnapshot
{
    private const BindingFlags AnyInstance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    /// <param name="options">Options without a null that stands for a default. Nobody changes them any more.</param>
    internal static TrainingSettings Of(AutoEncoderEstimator.Options options)
    {
        // Not with new: the required properties follow below.
        var settings = Activator.CreateInstance<TrainingSettings>();
        List<(string Name, string Value)> choices = [];
        foreach (var option in OptionDescription.Of(options.GetType()))
        {
            var value = option.Get(options);
            if (option.Attribute.IsIdentity)
            {
                choices.Add((option.Name, OptionText.Format(value)));
            }

            if (FindProperty(option.Name) is { } property)
            {
                property.SetValue(
                    settings, value ?? (IsNullable(property) ? null : throw new InvalidOperationException($"{option.Name} has no value.")));
            }
        }

        FindProperty(nameof(TrainingSettings.Choices))!.SetValue(settings, choices);
        return settings;
    }

    private static PropertyInfo? FindProperty(string name) =>
        typeof(TrainingSettings).GetProperty(name, AnyInstance) is { CanWrite: true } property ? property : null;

    private static bool IsNullable(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
}
