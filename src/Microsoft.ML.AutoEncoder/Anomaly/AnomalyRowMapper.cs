using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Binds an anomaly detector to a schema. ML.NET's scorer puts its columns into the data, and derives the predicted label.</summary>
internal sealed class AnomalyRowMapper : ISchemaBoundRowMapper
{
    private readonly AutoEncoderAnomalyModelParameters _model;
    private readonly DataViewSchema.Column _input;
    private readonly ImmutableArray<OutputColumn> _outputs;

    /// <exception cref="ArgumentOutOfRangeException">The schema has no feature column, or one of another type or size than the model
    /// was trained on.</exception>
    internal AnomalyRowMapper(IHost host, AutoEncoderAnomalyModelParameters model, RoleMappedSchema schema)
    {
        host.CheckValue(schema, nameof(schema));
        host.CheckParam(schema.Feature is not null, nameof(schema), "There is no feature column.");
        _model = model;
        _input = ColumnChecks.FindInput(host, schema.Schema, schema.Feature!.Value.Name, model.InputSize);
        InputRoleMappedSchema = schema;
        _outputs = AnomalyColumns.Create(model.SlotErrorColumnName);
        OutputSchema = CreateOutputSchema(model.Network.Shape, _outputs, _input);
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
            var scorer = new AnomalyRowScorer(_model.Network, _model.Measure, input, _input);
            foreach (var index in active)
            {
                getters[index] = _outputs[index].CreateGetter(scorer);
            }
        }

        return new SimpleRow(OutputSchema, input, getters);
    }

    private static DataViewSchema CreateOutputSchema(NetworkShape shape, ImmutableArray<OutputColumn> outputs, DataViewSchema.Column input)
    {
        var schema = new DataViewSchema.Builder();
        foreach (var column in outputs.Select(output => output.Describe(shape, input)))
        {
            schema.AddColumn(column.Name, column.Type, column.Annotations);
        }

        return schema.ToSchema();
    }
}
