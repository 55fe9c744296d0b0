using System.Globalization;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.FewLabels;

/// <summary>Settings to try in place of those of the goal.</summary>
/// <param name="settings">Each NAME=VALUE.</param>
internal sealed class TrialOptions(string[] settings)
{
    /// <exception cref="InvalidOperationException">There is no such setting.</exception>
    internal void Apply(AutoEncoderEstimator.Options options)
    {
        foreach (var setting in settings)
        {
            var parts = setting.Split('=');
            var value = float.Parse(parts[^1], CultureInfo.InvariantCulture);
            switch (parts[0])
            {
                case nameof(options.LabelWeight):
                    options.LabelWeight = value;
                    break;
                case nameof(options.PseudoLabelWeight):
                    options.PseudoLabelWeight = value;
                    break;
                case nameof(options.NumberOfEpochs):
                    options.NumberOfEpochs = (int)value;
                    break;
                case "Dropout":
                    options.Regularizers = value > 0 ? [AutoEncoderRegularizer.Denoising(Corruption.Dropout(value))] : [];
                    break;
                case "Hidden":
                    options.HiddenLayerSizes = [(int)value, (int)value / 2];
                    break;
                default:
                    throw new InvalidOperationException($"There is no setting '{parts[0]}' to try.");
            }
        }
    }
}
