using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A setting as a text: its name with all that was chosen, the same in every culture. Two settings with the same text are
/// equal.</summary>
internal static class SettingText
{
    /// <returns>For instance <c>StepSchedule(everyEpochs: 1, factor: 0.5)</c>.</returns>
    internal static string Of(object setting, IReadOnlyCollection<(string Name, object Value)> parameters)
    {
        var name = setting.GetType().Name;
        var texts = parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}: {parameter.Value}"));
        return parameters.Count == 0 ? name : $"{name}({string.Join(", ", texts)})";
    }
}
