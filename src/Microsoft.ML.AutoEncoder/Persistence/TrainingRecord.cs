using System.Collections.Frozen;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What a fitted model knows of its training, besides the weights.</summary>
/// <param name="History">The epochs.</param>
/// <param name="Options">The options that shaped the training, with what stood for null, by name.</param>
/// <param name="Scale">How the input was scaled; null: not at all. It is folded into the weights.</param>
/// <param name="State">What another training needs to go on as if nothing had been between; null: it was not kept.</param>
internal sealed record TrainingRecord(
    IReadOnlyList<EpochMetrics> History, IReadOnlyDictionary<string, string> Options, InputScale? Scale, KeptState? State)
{
    /// <summary>The epoch whose weights the model has; null where there were none.</summary>
    internal EpochMetrics? FittedEpoch { get; init; }

    /// <summary>What a look at the training has shown.</summary>
    internal IReadOnlyList<TrainingFinding> Findings { get; init; } = [];

    /// <summary>That of a network which was trained elsewhere.</summary>
    internal static TrainingRecord None { get; } = new([], FrozenDictionary<string, string>.Empty, null, null);
}
