namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How to train: the options that have nothing to do with columns or the network's shape, checked and frozen.</summary>
internal sealed record TrainingSettings
{
    internal required NetworkArchitecture Architecture { get; init; }

    internal required ReconstructionLoss Loss { get; init; }

    internal required IReadOnlyList<AutoEncoderRegularizer> Regularizers { get; init; }

    internal required int NumberOfEpochs { get; init; }

    internal required int BatchSize { get; init; }

    internal required float LearningRate { get; init; }

    internal required LearningRateSchedule LearningRateSchedule { get; init; }

    internal required float WeightDecay { get; init; }

    /// <summary>Null: gradients are not clipped.</summary>
    internal float? GradientClipNorm { get; init; }

    /// <summary>The part of the rows that is set aside for validation; null: none.</summary>
    internal float? ValidationFraction { get; init; }

    /// <summary>Null: training does not end early.</summary>
    internal EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Null: no limit.</summary>
    internal TimeSpan? MaximumTrainingTime { get; init; }

    internal required int Seed { get; init; }

    /// <summary>Whether the parameters of the best epoch are kept, and not those of the last one.</summary>
    internal bool KeepBest => EarlyStopping is not null || MaximumTrainingTime is not null;

    /// <summary>How many bytes the rows may take in memory.</summary>
    internal required long MemoryBudgetInBytes { get; init; }

    /// <summary>Null: as many as there are processors and the batch gives work to.</summary>
    internal int? NumberOfThreads { get; init; }

    /// <summary>Null: no checkpoints.</summary>
    internal string? CheckpointPath { get; init; }

    internal Action<EpochMetrics>? ProgressCallback { get; init; }

    internal CancellationToken CancellationToken { get; init; }
}
