using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Tells the log what is trained on what.</summary>
internal static class FitReport
{
    internal static void Begin(
        IChannel channel,
        TrainingColumns columns,
        TrainingInput training,
        int validationRowCount,
        NetworkShape shape,
        TrainingSettings settings,
        long batchSize) => channel.Info(
        MessageSensitivity.Schema,
        "Training on {0:#,0} rows{1} of column '{2}' ({3:#,0} slots){4}{5}{6}; the network has {7:#,0} parameters, " +
        "and up to {8:#,0} epochs of {9:#,0} steps",
        training.RowCount,
        training.BufferRowCount is { } buffered ? $", read anew in each epoch through a buffer of {buffered:#,0}," : string.Empty,
        columns.Input,
        training.RowSize,
        columns.Weight is { } weight ? $" with the weights of column '{weight}'" : string.Empty,
        columns.Label is { } label ? $", {training.Labels!.Count:#,0} with a label in column '{label.Name}'" : string.Empty,
        validationRowCount == 0 ? string.Empty : $", {validationRowCount:#,0} rows for validation",
        shape.ParameterCount,
        settings.NumberOfEpochs,
        (training.RowCount + batchSize - 1) / batchSize);

    /// <summary>Says that rows were taken for images, which nobody has said.</summary>
    /// <param name="channel">The log.</param>
    /// <param name="columns">What is trained on.</param>
    /// <param name="before">The settings before the rows were read.</param>
    /// <param name="settings">The settings.</param>
    internal static void TellImages(IChannel channel, TrainingColumns columns, TrainingSettings before, TrainingSettings settings)
    {
        if (settings.ChangedImages.FirstOrDefault() is { } image && !before.ChangedImages.Any())
        {
            var hasConvolutions = settings.ImageShape is not null && before.ImageShape is null;
            channel.Info(
                $"The rows of column '{columns.Input}' look like images of {image}: training distorts them" +
                (hasConvolutions ? ", and the network has convolutions" : string.Empty) +
                $". Set {nameof(settings.Regularizers)} if they are none");
        }
    }
}
