namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class Augmentation : AutoEncoderRegularizer
{
    internal Augmentation(Corruption change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Change = change;
    }

    public Corruption Change { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("change", Change)];

    internal override Corruption RowChange => Change;

    internal override string? FindConflict(TrainingSettings settings) => Change.FindConflict(settings, "change");
}
