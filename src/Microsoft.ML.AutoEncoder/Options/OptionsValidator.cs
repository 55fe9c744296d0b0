using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Runtime;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Refuses options that cannot work, before any data is read: first values out of their range, then options that contradict each
/// other.</summary>
internal static class OptionsValidator
{
    /// <param name="host">Gives the exceptions.</param>
    /// <param name="options">The options.</param>
    /// <param name="defaults">What stands for options that are null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that is not allowed; the message names both.</exception>
    internal static void Check(IHost host, Options options, DefaultOptions defaults)
    {
        OptionDescription.Check(host, options);
        CheckColumns(host, options);
        Demand(
            options.DecoderLayerSizes is null || options.TiedWeights != true,
            nameof(Options.DecoderLayerSizes),
            $"[{OptionText.Format(options.DecoderLayerSizes)}]",
            $"null where {nameof(Options.TiedWeights)} is set");
        Demand(
            options.DecoderLayers is null || options.TiedWeights != true,
            nameof(Options.DecoderLayers),
            OptionText.Format(options.DecoderLayers),
            $"null where {nameof(Options.TiedWeights)} is set");
        Demand(
            options.EncoderLayers is null || options.ImageShape is not null,
            nameof(Options.EncoderLayers),
            OptionText.Format(options.EncoderLayers),
            $"null where {nameof(Options.ImageShape)} is: the size of the images is not known");
        Demand(
            options.DecoderLayers is null || options.ImageShape is not null,
            nameof(Options.DecoderLayers),
            OptionText.Format(options.DecoderLayers),
            $"null where {nameof(Options.ImageShape)} is: the size of the images is not known");
        Demand(
            options.ValidationFraction is null || options.ValidationSet is null,
            nameof(Options.ValidationFraction),
            OptionText.Format(options.ValidationFraction),
            $"null where {nameof(Options.ValidationSet)} is set");
        Demand(
            options.CheckpointPath is null || options.Seed is not null,
            nameof(Options.Seed),
            "null",
            $"set where {nameof(Options.CheckpointPath)} is: otherwise another training cannot go on with this one's");

        Demand(
            options.InputScaling is null or InputScaling.None || DefaultScaling.Fits(options),
            nameof(Options.InputScaling),
            OptionText.Format(options.InputScaling),
            $"{InputScaling.None} where {nameof(Options.OutputActivation)}, {nameof(Options.Loss)} or {nameof(Options.Regularizers)} " +
            "bound the output: a reconstruction must be able to have any value");

        Demand(
            options.LabelWeight is null || options.LabelColumnName is not null,
            nameof(Options.LabelWeight),
            OptionText.Format(options.LabelWeight),
            $"null where {nameof(Options.LabelColumnName)} is: there are no labels");
        Demand(
            options.PseudoLabelWeight is null || options.LabelColumnName is not null,
            nameof(Options.PseudoLabelWeight),
            OptionText.Format(options.PseudoLabelWeight),
            $"null where {nameof(Options.LabelColumnName)} is: there are no labels");
        Demand(
            options.EarlyStopping is not { Loss: EarlyStoppingLoss.Labels } || options.LabelColumnName is not null,
            nameof(Options.EarlyStopping),
            OptionText.Format(options.EarlyStopping),
            $"one by another loss where {nameof(Options.LabelColumnName)} is null: there are no labels");
        Demand(
            options.LabelColumnName is null || options.TrainingGroup is null,
            nameof(Options.LabelColumnName),
            $"'{options.LabelColumnName}'",
            $"null where {nameof(Options.TrainingGroup)} is set: the weight of labels follows from all rows, which no process has");
        Demand(
            options.DecorrelateCode != true || DefaultOptions.CanDecorrelate(options),
            nameof(Options.DecorrelateCode),
            "true",
            $"false where {nameof(Options.CodeActivation)} is not the identity, or one of {nameof(Options.Regularizers)} gives the units " +
            "of the code a meaning");

        // No seed yet: checking draws no random number.
        var copy = options.Copy();
        copy.Seed ??= 0;
        var settings = defaults.Resolve(copy, data: null);
        CheckSizes(host, settings);
        CheckImages(host, settings);
        CheckObjective(host, settings);
        CheckLayers(host, options, settings.LayerCount);

        void Demand(bool holds, string option, string value, string demand)
        {
            if (!holds)
            {
                throw host.ExceptUserArg(option, $"{option} is {value}, but must be {demand}.");
            }
        }
    }

    private static void CheckLayers(IHost host, Options options, int layerCount)
    {
        foreach (var (name, layer) in options.LayerColumns)
        {
            if (layer < 1 || layer > layerCount)
            {
                throw host.ExceptUserArg(
                    nameof(Options.LayerColumns),
                    $"{nameof(Options.LayerColumns)} gives column '{name}' the layer {layer}, but the layers of this network are 1 to " +
                    $"{layerCount}.");
            }
        }
    }

    /// <summary>What reading a model file would refuse must not be trained.</summary>
    private static void CheckSizes(IHost host, TrainingSettings settings)
    {
        // The code and the reconstruction are a layer each.
        const int MaximumHiddenLayers = NetworkLimits.MaximumLayerCount - 1;
        Check(nameof(Options.HiddenLayerSizes), settings.HiddenLayerSizes);
        Check(nameof(Options.DecoderLayerSizes), settings.DecoderLayerSizes);
        Check(nameof(Options.CodeSize), [settings.CodeSize]);

        void Check(string option, IReadOnlyList<int> sizes)
        {
            if (sizes.Count > MaximumHiddenLayers)
            {
                throw host.ExceptUserArg(option, $"{option} has {sizes.Count} sizes, but must have at most {MaximumHiddenLayers}.");
            }

            if (sizes.DefaultIfEmpty().Max() is var largest && largest > NetworkLimits.MaximumLayerSize)
            {
                throw host.ExceptUserArg(
                    option, $"{option} gives a layer {largest} values, but it must have at most {NetworkLimits.MaximumLayerSize}.");
            }
        }
    }

    private static void CheckImages(IHost host, TrainingSettings settings)
    {
        if (settings.ImageShape is null)
        {
            return;
        }

        try
        {
            settings.CreateShape(settings.ImageShape.Count);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            var option = settings.DecoderLayers is null ? nameof(Options.EncoderLayers) : nameof(Options.DecoderLayers);
            throw host.ExceptUserArg(
                option, $"The layers of {nameof(Options.ImageShape)}, which is {settings.ImageShape}, do not fit: {exception.Message}");
        }
    }

    private static void CheckObjective(IHost host, TrainingSettings settings)
    {
        if (settings.Loss.FindConflict(settings) is { } objection)
        {
            throw host.ExceptUserArg(nameof(Options.Loss), $"{nameof(Options.Loss)} is {settings.Loss.Name}, but {objection}.");
        }

        foreach (var (i, regularizer) in settings.Regularizers.Index())
        {
            if (regularizer.FindConflict(settings) is { } reason)
            {
                throw host.ExceptUserArg(
                    nameof(Options.Regularizers), $"{nameof(Options.Regularizers)} has {regularizer.Name}, but {reason}.");
            }

            foreach (var other in settings.Regularizers.Take(i))
            {
                var conflict = regularizer.Name == other.Name
                    ? "there can be only one of a kind. Leave one of them out"
                    : regularizer.FindConflict(other) ?? other.FindConflict(regularizer);
                if (conflict is not null)
                {
                    throw host.ExceptUserArg(
                        nameof(Options.Regularizers),
                        $"{nameof(Options.Regularizers)} has {other.Name} and {regularizer.Name}, but {conflict}.");
                }
            }
        }
    }

    private static void CheckColumns(IHost host, Options options)
    {
        (string Option, string? Name)[] layers =
            [.. options.LayerColumns.Select((column, i) => ($"{nameof(Options.LayerColumns)}[{i}]", (string?)column.ColumnName))];
        foreach (var (option, name) in layers)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw host.ExceptUserArg(option, $"{option} is empty, but must be a name.");
            }
        }

        var outputs = OptionDescription.Of(typeof(Options))
            .Where(option => option.Attribute is ColumnOptionAttribute { IsOutput: true })
            .Select(option => (Option: option.Name, Name: (string?)option.Get(options)))
            .Concat(layers)
            .Where(column => column.Name is not null)
            .ToArray();
        foreach (var (option, name) in outputs)
        {
            if (name == options.LabelColumnName)
            {
                throw host.ExceptUserArg(
                    option,
                    $"{option} and {nameof(Options.LabelColumnName)} are both '{name}': the labels would be lost to what comes next. " +
                    $"Give {option} another name.");
            }

            if (outputs.FirstOrDefault(other => other.Name == name && other.Option != option) is { Option: not null } other)
            {
                throw host.ExceptUserArg(option, $"{option} and {other.Option} are both '{name}'. Each column needs a name of its own.");
            }
        }
    }
}
