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
        OptionDescription.Check(host, options);
        Demand(
            options.SlotErrorColumnName is not (DefaultColumnNames.Score or DefaultColumnNames.PredictedLabel),
            nameof(Options.SlotErrorColumnName), options.SlotErrorColumnName, "another name than those of the columns that the model produces anyway");
        const string OwnColumns = $"the columns are those of {nameof(AutoEncoderAnomalyTrainer)}.{nameof(Options)}";
        foreach (var column in OptionDescription.Of(typeof(AutoEncoderEstimator.Options)).Where(option => option.Attribute is ColumnOptionAttribute))
        {
            var name = (string?)column.Get(options.AutoEncoder);
            Demand(name is null, $"{nameof(Options.AutoEncoder)}.{column.Name}", name, $"null: {OwnColumns}");
        }

        var layerColumns = options.AutoEncoder.LayerColumns;
        Demand(
            layerColumns is not { Length: > 0 }, $"{nameof(Options.AutoEncoder)}.{nameof(options.AutoEncoder.LayerColumns)}", $"{layerColumns?.Length} column(s)",
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
