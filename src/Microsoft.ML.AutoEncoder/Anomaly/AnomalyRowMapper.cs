using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Binds an anomaly detector to a schema. ML.NET's scorer puts its columns into the data, and derives the predicted label.</summary>
internal sealed class AnomalyRowMapper : ISchemaBoundRowMapper
{
    private const int ScoreIndex = 0;

    private readonly AutoEncoderAnomalyModelParameters _model;
    private readonly DataViewSchema.Column _input;

    /// <exception cref="ArgumentOutOfRangeException">The schema has no feature column, or one of another type or size than the model
    /// was trained on.</exception>
    internal AnomalyRowMapper(IHost host, AutoEncoderAnomalyModelParameters model, RoleMappedSchema schema)
    {
        host.CheckValue(schema, nameof(schema));
        host.CheckParam(schema.Feature is not null, nameof(schema), "There is no feature column.");
        _model = model;
        _input = ColumnChecks.FindInput(host, schema.Schema, schema.Feature!.Value.Name, model.InputSize);
        InputRoleMappedSchema = schema;
        OutputSchema = CreateOutputSchema(model, _input);
    }

    public RoleMappedSchema InputRoleMappedSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public ISchemaBindableMapper Bindable => _model;

    public DataViewSchema InputSchema => InputRoleMappedSchema.Schema;

    public IEnumerable<KeyValuePair<RoleMappedSchema.ColumnRole, string>> GetInputColumnRoles() => [RoleMappedSchema.ColumnRole.Feature.Bind(_input.Name)];

    public IEnumerable<DataViewSchema.Column> GetDependenciesForNewColumns(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        dependingColumns.Any() ? [_input] : [];

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        var getters = new Delegate[OutputSchema.Count];
        var active = activeColumns.Select(column => column.Index).ToHashSet();
        if (active.Count > 0)
        {
            var scorer = new RowScorer(_model.Network, input, _input);
            var all = CreateGetters(scorer, _model.Measure);
            foreach (var index in active)
            {
                getters[index] = all[index];
            }
        }

        return new SimpleRow(OutputSchema, input, getters);
    }

    private static Delegate[] CreateGetters(RowScorer scorer, AnomalyMeasure measure)
    {
        return [(ValueGetter<float>)GetScore, (ValueGetter<VBuffer<float>>)GetSlotErrors];

        void GetScore(ref float value) => value = measure.Score(scorer.Code(), scorer.Difference());

        void GetSlotErrors(ref VBuffer<float> value)
        {
            var difference = scorer.Difference();
            var editor = VBufferEditor.Create(ref value, difference.Length);
            measure.SlotErrors(difference, editor.Values);
            value = editor.Commit();
        }
    }

    private static DataViewSchema CreateOutputSchema(AutoEncoderAnomalyModelParameters model, DataViewSchema.Column input)
    {
        var schema = new DataViewSchema.Builder();
        var score = ScoreSchemaFactory.Create(NumberDataViewType.Single, AnnotationUtils.Const.ScoreColumnKind.AnomalyDetection)[ScoreIndex];
        schema.AddColumn(score.Name, score.Type, score.Annotations);
        if (model.SlotErrorColumnName is { } slotError)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            SlotNames.Copy(input, annotations);
            schema.AddColumn(slotError, new VectorDataViewType(NumberDataViewType.Single, model.InputSize), annotations.ToAnnotations());
        }

        return schema.ToSchema();
    }
}
