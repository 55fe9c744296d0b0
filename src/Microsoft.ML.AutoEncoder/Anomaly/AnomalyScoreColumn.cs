using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The score of a row, which ML.NET compares with the threshold.</summary>
internal sealed class AnomalyScoreColumn() : ScalarColumn(DefaultColumnNames.Score)
{
    internal override GraphTensor Tensor { get; } = new(GraphContent.Score);

    private protected override IEnumerable<SchemaShape.Column> PromiseAnnotations(SchemaShape.Column? rows) =>
        AnnotationUtils.GetTrainerOutputAnnotation().Where(annotation => annotation.Name == AnnotationUtils.Kinds.ScoreValueKind);

    private protected override void AddAnnotations(
        DataViewSchema.Annotations.Builder annotations, NetworkShape shape, DataViewSchema.Column? rows)
    {
        var score = ScoreSchemaFactory.Create(NumberDataViewType.Single, AnnotationUtils.Const.ScoreColumnKind.AnomalyDetection)[Name];
        annotations.Add(score.Annotations, _ => true);
    }

    private protected override float Compute(RowScorer scorer) => ((AnomalyRowScorer)scorer).Score();
}
