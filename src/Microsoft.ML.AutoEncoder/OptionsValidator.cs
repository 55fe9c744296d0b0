using Microsoft.ML.Runtime;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Refuses options that cannot work, before any data is read.</summary>
internal static class OptionsValidator
{
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that is not allowed; the message names both.</exception>
    internal static void Check(IHost host, Options options)
    {
        CheckColumns(host, options);
        Demand(options.HiddenLayerSizes is not null, nameof(Options.HiddenLayerSizes), "null", "an array, which may be empty");
        foreach (var size in options.HiddenLayerSizes!)
        {
            Demand(size >= 1, nameof(Options.HiddenLayerSizes), $"[{string.Join(", ", options.HiddenLayerSizes)}]", "sizes of at least 1");
        }

        foreach (var size in options.DecoderLayerSizes ?? [])
        {
            Demand(size >= 1, nameof(Options.DecoderLayerSizes), $"[{string.Join(", ", options.DecoderLayerSizes!)}]", "sizes of at least 1, or null");
        }

        Demand(options.CodeSize >= 1, nameof(Options.CodeSize), options.CodeSize, "at least 1");
        Demand(options.Activation is not null, nameof(Options.Activation), "null", "an activation");
        Demand(options.CodeActivation is not null, nameof(Options.CodeActivation), "null", "an activation");
        Demand(options.OutputActivation is not null, nameof(Options.OutputActivation), "null", "an activation");
        Demand(
            options.DecoderLayerSizes is null || !options.TiedWeights,
            nameof(Options.DecoderLayerSizes), $"[{string.Join(", ", options.DecoderLayerSizes ?? [])}]", $"null where {nameof(Options.TiedWeights)} is set");
        Demand(options.Dropout is >= 0 and < 1, nameof(Options.Dropout), options.Dropout, "in [0, 1)");
        Demand(options.Loss is not null, nameof(Options.Loss), "null", "a loss");
        Demand(options.Regularizers is not null, nameof(Options.Regularizers), "null", "a list, which may be empty");
        Demand(options.Regularizers!.All(regularizer => regularizer is not null), nameof(Options.Regularizers), "a list with a null", "a list of regularizers");
        CheckObjective(host, options);
        Demand(options.NumberOfEpochs >= 1, nameof(Options.NumberOfEpochs), options.NumberOfEpochs, "at least 1");
        Demand(options.BatchSize >= 1, nameof(Options.BatchSize), options.BatchSize, "at least 1");
        Demand(options.LearningRate > 0 && float.IsFinite(options.LearningRate), nameof(Options.LearningRate), options.LearningRate, "positive and finite");
        Demand(options.LearningRateSchedule is not null, nameof(Options.LearningRateSchedule), "null", "a schedule");
        Demand(options.WeightDecay >= 0 && float.IsFinite(options.WeightDecay), nameof(Options.WeightDecay), options.WeightDecay, "at least 0 and finite");
        Demand(options.GradientClipNorm is null or > 0, nameof(Options.GradientClipNorm), options.GradientClipNorm, "positive, or null");
        Demand(options.ValidationFraction is null or (> 0 and < 1), nameof(Options.ValidationFraction), options.ValidationFraction, "in (0, 1), or null");
        Demand(
            options.ValidationFraction is null || options.ValidationSet is null,
            nameof(Options.ValidationFraction), options.ValidationFraction, $"null where {nameof(Options.ValidationSet)} is set");
        Demand(
            options.MaximumTrainingTime is null || options.MaximumTrainingTime > TimeSpan.Zero,
            nameof(Options.MaximumTrainingTime), options.MaximumTrainingTime, "positive, or null");
        Demand(options.MemoryBudgetInBytes is null or > 0, nameof(Options.MemoryBudgetInBytes), options.MemoryBudgetInBytes, "positive, or null");
        Demand(options.CheckpointPath is null || !string.IsNullOrWhiteSpace(options.CheckpointPath), nameof(Options.CheckpointPath), "empty", "a path, or null");
        Demand(
            options.CheckpointPath is null || options.Seed is not null,
            nameof(Options.Seed), "null", $"set where {nameof(Options.CheckpointPath)} is: otherwise another training cannot go on with this one's");
        Demand(options.NumberOfThreads is null or >= 1, nameof(Options.NumberOfThreads), options.NumberOfThreads, "at least 1, or null");

        void Demand(bool holds, string option, object? value, string demand)
        {
            if (!holds)
            {
                throw host.ExceptUserArg(option, $"{option} is {value}, but must be {demand}.");
            }
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">A column is to receive the output of a layer that the network does not have.</exception>
    internal static void CheckLayers(IHost host, Options options, int layerCount)
    {
        foreach (var (name, layer) in options.LayerColumns)
        {
            if (layer < 1 || layer > layerCount)
            {
                throw host.ExceptUserArg(
                    nameof(Options.LayerColumns), $"{nameof(Options.LayerColumns)} gives column '{name}' the layer {layer}, but the layers of this network are 1 to {layerCount}.");
            }
        }
    }

    private static void CheckObjective(IHost host, Options options)
    {
        if (options.Loss.FindConflict(options) is { } objection)
        {
            throw host.ExceptUserArg(nameof(Options.Loss), $"{nameof(Options.Loss)} is {options.Loss.Name}, but {objection}.");
        }

        foreach (var (i, regularizer) in options.Regularizers.Index())
        {
            if (regularizer.FindConflict(options) is { } reason)
            {
                throw host.ExceptUserArg(nameof(Options.Regularizers), $"{nameof(Options.Regularizers)} has {regularizer.Name}, but {reason}.");
            }

            foreach (var other in options.Regularizers.Take(i))
            {
                var conflict = regularizer.Name == other.Name
                    ? "there can be only one of a kind. Leave one of them out"
                    : regularizer.FindConflict(other) ?? other.FindConflict(regularizer);
                if (conflict is not null)
                {
                    throw host.ExceptUserArg(nameof(Options.Regularizers), $"{nameof(Options.Regularizers)} has {other.Name} and {regularizer.Name}, but {conflict}.");
                }
            }
        }
    }

    private static void CheckColumns(IHost host, Options options)
    {
        if (string.IsNullOrWhiteSpace(options.OutputColumnName))
        {
            throw host.ExceptUserArg(nameof(Options.OutputColumnName), $"{nameof(Options.OutputColumnName)} must be a name.");
        }

        if (options.LayerColumns is null || Array.Exists(options.LayerColumns, column => column?.ColumnName is null))
        {
            throw host.ExceptUserArg(nameof(Options.LayerColumns), $"{nameof(Options.LayerColumns)} is null, or one of them has no name, but must be an array of named columns, which may be empty.");
        }

        (string Option, string? Name)[] columns =
        [
            (nameof(Options.InputColumnName), options.InputColumnName),
            (nameof(Options.ExampleWeightColumnName), options.ExampleWeightColumnName),
            (nameof(Options.OutputColumnName), options.OutputColumnName),
            (nameof(Options.ReconstructionColumnName), options.ReconstructionColumnName),
            (nameof(Options.ReconstructionErrorColumnName), options.ReconstructionErrorColumnName),
            (nameof(Options.SlotErrorColumnName), options.SlotErrorColumnName),
            .. options.LayerColumns.Select((column, i) => ($"{nameof(Options.LayerColumns)}[{i}]", (string?)column.ColumnName)),
        ];
        foreach (var (option, name) in columns)
        {
            if (name is not null && string.IsNullOrWhiteSpace(name))
            {
                throw host.ExceptUserArg(option, $"{option} is empty, but must be a name, or null for the default.");
            }
        }

        var outputs = columns[2..].Where(column => column.Name is not null).ToArray();
        foreach (var (option, name) in outputs)
        {
            if (outputs.FirstOrDefault(other => other.Name == name && other.Option != option) is { Option: not null } other)
            {
                throw host.ExceptUserArg(option, $"{option} and {other.Option} are both '{name}'. Each column needs a name of its own.");
            }
        }
    }
}
