using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderAnomalyTrainer.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Refuses options that cannot work, before any data is read. Those of the network are checked by its estimator.</summary>
internal static class AnomalyOptionsValidator
{
    // The covariance of codes has so many numbers squared, and its factor takes that to the power of three to compute.
    private const int MaximumCodeSize = 4_096;

    /// <exception cref="ArgumentOutOfRangeException">An option has a value that is not allowed; the message names both.</exception>
    internal static void Check(IHost host, Options options)
    {
        OptionDescription.Check(host, options);
        Demand(
            options.SlotErrorColumnName is not (DefaultColumnNames.Score or DefaultColumnNames.PredictedLabel),
            nameof(Options.SlotErrorColumnName),
            options.SlotErrorColumnName,
            "another name than those of the columns that the model produces anyway");
        Demand(
            options.Measures is null || (options.Measures != 0 && (options.Measures & ~RowMeasure.All) == 0),
            nameof(Options.Measures),
            $"{options.Measures:D}",
            $"one or several of {RowMeasure.All}, or null");
        Demand(
            options.Measures == AnomalyMeasures.ReconstructionError || !(options.AutoEncoder.CodeSize > MaximumCodeSize),
            $"{nameof(Options.AutoEncoder)}.{nameof(options.AutoEncoder.CodeSize)}",
            OptionText.Format(options.AutoEncoder.CodeSize),
            $"at most {MaximumCodeSize} where {nameof(Options.Measures)} is not {AnomalyMeasures.ReconstructionError}, as the covariance " +
            "of the codes may be needed");
        const string OwnColumns = $"the columns are those of {nameof(AutoEncoderAnomalyTrainer)}.{nameof(Options)}";
        foreach (var column in OptionDescription.Of(typeof(AutoEncoderEstimator.Options))
            .Where(option => option.Attribute is ColumnOptionAttribute))
        {
            var name = (string?)column.Get(options.AutoEncoder);
            Demand(name is null, $"{nameof(Options.AutoEncoder)}.{column.Name}", name, $"null: {OwnColumns}");
        }

        var layerColumns = options.AutoEncoder.LayerColumns;
        Demand(
            layerColumns is not { Length: > 0 },
            $"{nameof(Options.AutoEncoder)}.{nameof(options.AutoEncoder.LayerColumns)}",
            $"{layerColumns?.Length} column(s)",
            $"empty: {OwnColumns}");

        void Demand(bool holds, string option, string? value, string demand)
        {
            if (!holds)
            {
                throw host.ExceptUserArg(option, $"{option} is {value}, but must be {demand}.");
            }
        }
    }
}
