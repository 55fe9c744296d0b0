using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderAnomalyTrainer.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Refuses options that cannot work, before any data is read. Those of the network are checked by its estimator.</summary>
internal static class AnomalyOptionsValidator
{
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that is not allowed; the message names both.</exception>
    internal static void Check(IHost host, Options options)
    {
        Demand(!string.IsNullOrWhiteSpace(options.FeatureColumnName), nameof(Options.FeatureColumnName), "empty", "a name");
        Demand(IsNullOrName(options.ExampleWeightColumnName), nameof(Options.ExampleWeightColumnName), "empty", "a name, or null");
        Demand(IsNullOrName(options.SlotErrorColumnName), nameof(Options.SlotErrorColumnName), "empty", "a name, or null");
        Demand(
            options.SlotErrorColumnName is not (DefaultColumnNames.Score or DefaultColumnNames.PredictedLabel),
            nameof(Options.SlotErrorColumnName), options.SlotErrorColumnName, "another name than those of the columns that the model produces anyway");
        Demand(options.Contamination is >= 0 and < 1, nameof(Options.Contamination), options.Contamination, "in [0, 1)");
        Demand(options.CodeDistanceWeight is >= 0 and <= 1, nameof(Options.CodeDistanceWeight), options.CodeDistanceWeight, "in [0, 1]");
        Demand(options.AutoEncoder is not null, nameof(Options.AutoEncoder), "null", "set");
        foreach (var (name, value) in Columns(options.AutoEncoder!))
        {
            Demand(
                value is null, $"{nameof(Options.AutoEncoder)}.{name}", value,
                $"null: the columns are those of {nameof(AutoEncoderAnomalyTrainer)}.{nameof(Options)}");
        }

        var layerColumns = options.AutoEncoder!.LayerColumns;
        Demand(
            layerColumns is not { Length: > 0 }, $"{nameof(Options.AutoEncoder)}.{nameof(options.AutoEncoder.LayerColumns)}", $"{layerColumns?.Length} column(s)",
            $"empty: the columns are those of {nameof(AutoEncoderAnomalyTrainer)}.{nameof(Options)}");

        void Demand(bool holds, string option, object? value, string demand)
        {
            if (!holds)
            {
                throw host.ExceptUserArg(option, $"{option} is {value}, but must be {demand}.");
            }
        }
    }

    private static bool IsNullOrName(string? name) => name is null || !string.IsNullOrWhiteSpace(name);

    private static IEnumerable<(string Name, string? Value)> Columns(AutoEncoderEstimator.Options options) =>
    [
        (nameof(options.InputColumnName), options.InputColumnName),
        (nameof(options.OutputColumnName), options.OutputColumnName),
        (nameof(options.ExampleWeightColumnName), options.ExampleWeightColumnName),
        (nameof(options.ReconstructionColumnName), options.ReconstructionColumnName),
        (nameof(options.ReconstructionErrorColumnName), options.ReconstructionErrorColumnName),
        (nameof(options.SlotErrorColumnName), options.SlotErrorColumnName),
    ];
}
