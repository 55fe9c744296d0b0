using System.Collections.ObjectModel;
using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The options that shaped a training, as the fitted model tells them.</summary>
internal static class FittedChoices
{
    /// <param name="settings">How the network was trained.</param>
    /// <param name="backend">What it was trained on.</param>
    internal static IReadOnlyDictionary<string, string> Of(TrainingSettings settings, TrainingBackend backend)
    {
        var choices = new OrderedDictionary<string, string>();
        foreach (var (name, value) in settings.Choices)
        {
            choices.Add(name, value);
        }

        // A training that goes on from another one counts the epochs of both.
        choices[nameof(settings.NumberOfEpochs)] = settings.NumberOfEpochs.ToString(CultureInfo.InvariantCulture);
        choices[nameof(settings.NumberOfThreads)] = backend.ThreadCount.ToString(CultureInfo.InvariantCulture);
        choices[nameof(settings.Precision)] = backend.Precision.ToString();
        return new ReadOnlyDictionary<string, string>(choices);
    }
}
