using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Finds out what labels are there.</summary>
internal static class LabelColumns
{
    /// <param name="host">Raises errors.</param>
    /// <param name="schema">The schema of the rows to train on; the column is there, and of a type that a label may have.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="settings">How to train.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too many classes, or only one, or pseudo-labels are wanted of
    /// numbers.</exception>
    internal static LabelColumn Find(IHost host, DataViewSchema schema, string name, TrainingSettings settings)
    {
        var label = Describe(name, schema[name].Type);
        if (label is { Kind: LabelKind.Class, ClassCount: < 2 or > NetworkLimits.MaximumClassCount })
        {
            throw host.ExceptUserArg(nameof(settings.LabelColumnName), FormattableString.Invariant(
                $"{nameof(settings.LabelColumnName)} is '{name}', a key of {((KeyDataViewType)schema[name].Type).Count} value(s), but ") +
                FormattableString.Invariant($"must have 2 to {NetworkLimits.MaximumClassCount} classes."));
        }

        if (label.Kind == LabelKind.Number && settings.PseudoLabelWeight > 0)
        {
            throw host.ExceptUserArg(nameof(settings.PseudoLabelWeight), FormattableString.Invariant(
                $"{nameof(settings.PseudoLabelWeight)} is {settings.PseudoLabelWeight}, but must be 0 or null for the labels of column ") +
                $"'{name}', which are numbers: nothing tells how sure the network is of a number.");
        }

        return label;
    }

    /// <exception cref="ArgumentOutOfRangeException">The labels of the rows for validation are of another type.</exception>
    internal static void CheckSame(IHost host, LabelColumn label, DataViewSchema validation)
    {
        if (validation.GetColumnOrNull(label.Name) is { } column && Describe(label.Name, column.Type) != label)
        {
            throw host.ExceptUserArg("validationData", FormattableString.Invariant(
                $"Column '{label.Name}' is {column.Type} in the rows for validation, which is another type than in those to train on") +
                (label.Kind == LabelKind.Class ? FormattableString.Invariant($", a key of {label.ClassCount} values. ") : ". ") +
                "Transform both with the same fitted pipeline.");
        }
    }

    /// <param name="name">The column's name.</param>
    /// <param name="type">Its type, one that a label may have.</param>
    internal static LabelColumn Describe(string name, DataViewType type) => type switch
    {
        KeyDataViewType key => new LabelColumn(name, LabelKind.Class, (int)Math.Min(key.Count, int.MaxValue)),
        BooleanDataViewType => new LabelColumn(name, LabelKind.Truth, 0),
        _ => new LabelColumn(name, LabelKind.Number, 0),
    };
}
