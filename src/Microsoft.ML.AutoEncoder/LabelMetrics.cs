using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How well a training predicts labels from the code: means over the rows that have a label, by their weights.</summary>
public sealed class LabelMetrics
{
    /// <summary>The loss: −log of the probability of the right class, in nats, or for a regression target the squared error divided by the
    /// variance of the training labels.</summary>
    public required double Loss { get; init; }

    /// <summary>The part of the rows whose label is predicted right. Null for a regression target.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The part of the variance about the mean of the training labels that is explained, at most 1. Null where labels are classes,
    /// or do not vary.</summary>
    public double? RSquared { get; init; }

    /// <summary>All measures, the same in every culture: <c>loss 0.12, accuracy 0.97</c>.</summary>
    public override string ToString() => Invariant($"loss {Loss:g5}") +
        (Accuracy is { } accuracy ? Invariant($", accuracy {accuracy:g4}") : string.Empty) +
        (RSquared is { } rSquared ? Invariant($", R² {rSquared:g4}") : string.Empty);
}
