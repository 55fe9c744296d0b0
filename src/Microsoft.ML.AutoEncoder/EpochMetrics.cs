using System.Collections.ObjectModel;
using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What training measured in one pass over the data.</summary>
public sealed class EpochMetrics
{
    /// <summary>The number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>What training minimises: <see cref="ReconstructionLoss"/> plus all <see cref="Penalties"/>, per slot.</summary>
    public double Loss => ReconstructionLoss + Penalties.Values.Sum();

    /// <summary>The reconstruction loss per slot: the mean over the rows (by their weights, where there are any) and over the slots
    /// of the loss that was chosen, by default the squared difference between a row and its reconstruction. It is measured while
    /// the weights change, each batch with the weights before its step, and with the noise, the dropout and the samples of
    /// training where there are any.</summary>
    public required double ReconstructionLoss { get; init; }

    /// <summary>What each regularizer's penalty adds to the loss, by <see cref="AutoEncoderRegularizer.Name"/>: the mean over the
    /// rows, times the penalty's weight at that time, divided by the number of slots, so that it compares with
    /// <see cref="ReconstructionLoss"/>. Empty if there are no penalties.</summary>
    public IReadOnlyDictionary<string, double> Penalties { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The reconstruction loss per slot of the validation rows, with the weights at the end of the epoch, as the fitted
    /// model reconstructs them: without noise, dropout or samples. Penalties are not part of it.
    /// Null if there are no validation rows.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The part of the variance of the training rows that their reconstructions explain, with the weights at the end of the
    /// epoch, without noise, dropout or samples: 1 minus the squared error divided by the squared distance from the mean row. At most 1;
    /// 0 is no better than the mean row. Measured on up to 1,024 rows from all over the data, by their weights, and as
    /// <see cref="InputScaling"/> scales them. What principal components explain is the same measure. Null where the rows do not
    /// vary.</summary>
    public double? ExplainedVariance { get; init; }

    /// <summary>The same of all validation rows, about the mean of the training rows. Null if there are none.</summary>
    public double? ValidationExplainedVariance { get; init; }

    /// <summary>How well the layer on the code predicts the labels of the training rows, measured as <see cref="ReconstructionLoss"/> is:
    /// while the weights change, and with the noise of training. A row that stands in for others counts each time. Null without
    /// labels. It says little of rows that were not trained on where labels are few.</summary>
    public LabelMetrics? Labels { get; init; }

    /// <summary>How well it predicts those of the validation rows, with the weights at the end of the epoch and without noise. Null if
    /// none of them has a label.</summary>
    public LabelMetrics? ValidationLabels { get; init; }

    /// <summary>The learning rate of the epoch's last step.</summary>
    public required float LearningRate { get; init; }

    /// <summary>The rows that were trained on per second.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>The time from the start of the training to the end of this epoch, reading the data not included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The loss that decides about stopping, about the best epoch, and about plateaus.</summary>
    internal double MonitoredLoss => MonitorsLabels
        ? (ValidationLabels ?? (ValidationLoss is null ? Labels : null))?.Loss ?? double.NaN
        : ValidationLoss ?? Loss;

    /// <summary>Whether that is the loss of the labels.</summary>
    internal bool MonitorsLabels { get; init; }

    /// <summary>All measures in one line, the same in every culture: <c>Epoch 3: loss 0.0125 (reconstruction 0.012, L1Sparsity
    /// 0.0005), explained variance 0.91, validation
    /// loss 0.013, explained variance 0.9, learning rate 0.001, 51200 rows/s, 12.3 s</c>.</summary>
    public override string ToString()
    {
        var parts = Penalties.Prepend(KeyValuePair.Create("reconstruction", ReconstructionLoss))
            .Select(part => Invariant($"{part.Key} {part.Value:g5}"));
        var loss = Penalties.Count == 0 ? string.Empty : $" ({string.Join(", ", parts)})";
        var validation = ValidationLoss is { } validationLoss ? Invariant($", validation loss {validationLoss:g5}") : string.Empty;
        return Invariant($"Epoch {Epoch}: loss {Loss:g5}{loss}{Explained(ExplainedVariance)}{validation}") +
            Invariant($"{Explained(ValidationExplainedVariance)}{Labelled("labels", Labels)}") +
            Invariant($"{Labelled("validation labels", ValidationLabels)}, learning rate {LearningRate:g5}, {RowsPerSecond:f0} rows/s, ") +
            Invariant($"{Elapsed.TotalSeconds:f1} s");

        static string Labelled(string name, LabelMetrics? labels) => labels is null ? string.Empty : $", {name} {labels}";

        static string Explained(double? part) => part is null ? string.Empty : Invariant($", explained variance {part:g4}");
    }

    internal EpochMetrics WithEvaluation(
        double? explainedVariance,
        double? validationLoss,
        double? validationExplainedVariance,
        LabelMetrics? validationLabels,
        TimeSpan elapsed) => new()
        {
            Epoch = Epoch,
            ReconstructionLoss = ReconstructionLoss,
            Penalties = Penalties,
            ExplainedVariance = explainedVariance,
            ValidationLoss = validationLoss,
            ValidationExplainedVariance = validationExplainedVariance,
            Labels = Labels,
            ValidationLabels = validationLabels,
            MonitorsLabels = MonitorsLabels,
            LearningRate = LearningRate,
            RowsPerSecond = RowsPerSecond,
            Elapsed = elapsed,
        };

    /// <summary>Keeps the order of the penalties.</summary>
    internal static IReadOnlyDictionary<string, double> NamePenalties(IEnumerable<(string Name, double Value)> penalties)
    {
        var named = new OrderedDictionary<string, double>();
        foreach (var (name, value) in penalties)
        {
            named.Add(name, value);
        }

        return named.Count == 0 ? ReadOnlyDictionary<string, double>.Empty : new ReadOnlyDictionary<string, double>(named);
    }
}
