using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace Tabular;

/// <summary>From the table to scores, with nothing but ML.NET's own featurizers before the detector.</summary>
internal static class PaymentPipeline
{
    internal const string SlotErrorColumn = "SlotErrors";

    private const string FeatureColumn = "Features";

    private static readonly string[] Logarithmic = [nameof(Payment.Amount), nameof(Payment.Distance)];
    private static readonly string[] WithMissingValues = [nameof(Payment.Distance), nameof(Payment.AccountAge)];
    private static readonly string[] Numeric =
        [nameof(Payment.Amount), nameof(Payment.Hour), nameof(Payment.Distance), nameof(Payment.AccountAge)];
    private static readonly string[] Categorical = [nameof(Payment.Shop), nameof(Payment.Channel), nameof(Payment.Country)];

    /// <summary>The columns of the table that become features.</summary>
    internal static IEnumerable<string> Columns => [.. Numeric, .. Categorical];

    internal static IEstimator<ITransformer> Create(MLContext mlContext, AutoEncoderEstimator.Options training)
    {
        IEstimator<ITransformer> pipeline = new EstimatorChain<ITransformer>();
        foreach (var column in Logarithmic)
        {
            // Amounts and distances differ by factors, not by differences.
            pipeline = pipeline.Append(mlContext.Transforms.Expression(column, "(x) => log(x)", column));
        }

        foreach (var column in WithMissingValues)
        {
            // A missing value becomes the mean, which says nothing. Empty texts need no help: they have no slot of their own, so all slots
            // are 0.
            pipeline = pipeline.Append(mlContext.Transforms.ReplaceMissingValues(column,
                replacementMode: Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean));
        }

        foreach (var column in Numeric)
        {
            pipeline = pipeline.Append(mlContext.Transforms.NormalizeMeanVariance(column, fixZero: false));
        }

        foreach (var column in Categorical)
        {
            pipeline = pipeline.Append(mlContext.Transforms.Categorical.OneHotEncoding(column));
        }

        // The columns have one unit already. By itself the trainer would give each category one of its own, the rarer the smaller.
        training.InputScaling = InputScaling.None;
        return pipeline
            .Append(mlContext.Transforms.Concatenate(FeatureColumn, [.. Columns]))
            .Append(mlContext.AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options
            {
                FeatureColumnName = FeatureColumn,
                SlotErrorColumnName = SlotErrorColumn,
                // The score then follows from the slot errors and nothing else, so they explain all of it.
                Measures = AnomalyMeasures.ReconstructionError,
                Contamination = 0.01f,
                AutoEncoder = training,
            }));
    }

    /// <summary>For each slot of the features the column of the table that it comes from: slots carry names such as "Shop.Fuel".</summary>
    internal static string[] ColumnOfSlots(DataViewSchema scored)
    {
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        scored[SlotErrorColumn].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString().Split('.')[0])];
    }
}
