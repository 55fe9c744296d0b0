using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The columns that a detector produces. ML.NET's scorer adds the predicted label, and says of each which model it is
/// from.</summary>
internal static class AnomalyColumns
{
    internal static ImmutableArray<OutputColumn> Create(string? slotErrorColumnName) => slotErrorColumnName is null
        ? [new AnomalyScoreColumn()]
        : [new AnomalyScoreColumn(), new SlotErrorColumn(slotErrorColumnName)];

    /// <summary>What the scored data will have, the predicted label included.</summary>
    internal static IEnumerable<SchemaShape.Column> Promise(string? slotErrorColumnName, SchemaShape.Column rows)
    {
        SchemaShape.Column[] all = [.. AnnotationUtils.GetTrainerOutputAnnotation()];
        SchemaShape.Column[] ofScorer = [.. all.Where(annotation => annotation.Name != AnnotationUtils.Kinds.ScoreValueKind)];
        const SchemaShape.Column.VectorKind scalar = SchemaShape.Column.VectorKind.Scalar;
        yield return new(DefaultColumnNames.PredictedLabel, scalar, BooleanDataViewType.Instance, false, new SchemaShape(all));
        foreach (var output in Create(slotErrorColumnName))
        {
            var own = output.Promise(rows);
            yield return new(own.Name, own.Kind, own.ItemType, own.IsKey, new SchemaShape(ofScorer.Concat(own.Annotations)));
        }
    }
}
