using AutoEncoderTool.Reading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Training;

/// <summary>A table as training sees it: the features as one column, whose slots have the names of the file's columns.</summary>
internal sealed class TrainingTable
{
    internal const string Features = "Features";

    internal const string Weight = "Weight";

    private const string SlotNames = "SlotNames";

    private TrainingTable(IDataView view, DataViewSchema modelSchema, bool hasWeight) =>
        (View, ModelSchema, HasWeight) = (view, modelSchema, hasWeight);

    internal IDataView View { get; }

    /// <summary>The columns that scoring needs.</summary>
    internal DataViewSchema ModelSchema { get; }

    internal bool HasWeight { get; }

    /// <param name="source">The table.</param>
    /// <param name="columns">The columns of the features as a user lists them; none: all but the others.</param>
    /// <param name="excluded">Columns that are no features.</param>
    /// <param name="weight">The column of the weights, or null.</param>
    /// <param name="threads">How many threads read.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="ToolException">There is no such column, or none is left for the features.</exception>
    internal static TrainingTable Create(
        Source source, IReadOnlyList<string> columns, IReadOnlyList<string> excluded, string? weight, int threads,
        CancellationToken cancellationToken)
    {
        int? weightColumn = weight is null ? null : ColumnList.ResolveOne(source, weight);
        var others = ColumnList.Resolve(source, excluded).ToHashSet();
        if (weightColumn is { } own)
        {
            others.Add(own);
        }

        List<int> chosen = columns.Count > 0
            ? ColumnList.Resolve(source, columns)
            : [.. Enumerable.Range(0, source.Columns.Count).Where(column => !others.Contains(column))];
        if (chosen.Count == 0)
        {
            throw new ToolException($"{source.Name}: no column is left for the features");
        }

        var modelSchema = AddFeatures(new DataViewSchema.Builder(), source, chosen).ToSchema();
        var schema = AddFeatures(new DataViewSchema.Builder(), source, chosen);
        if (weightColumn is not null)
        {
            schema.AddColumn(Weight, NumberDataViewType.Single);
        }

        var bound = schema.ToSchema();
        List<BoundColumn> boundColumns = [new(bound[0], chosen)];
        if (weightColumn is { } place)
        {
            boundColumns.Add(new(bound[1], [place]));
        }

        var layout = new RowLayout(bound, boundColumns, [], source.Columns.Count) { NeedsFiniteNumbers = true };
        source.Choose(layout);
        return new TrainingTable(new FileView(source, layout, threads, cancellationToken), modelSchema, weightColumn is not null);
    }

    private static DataViewSchema.Builder AddFeatures(DataViewSchema.Builder schema, Source source, List<int> chosen)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (source.HasHeader)
        {
            var names = new VBuffer<ReadOnlyMemory<char>>(
                chosen.Count, [.. chosen.Select(column => source.Columns[column].AsMemory())]);
            annotations.Add(
                SlotNames, new VectorDataViewType(TextDataViewType.Instance, chosen.Count),
                (ref VBuffer<ReadOnlyMemory<char>> value) => names.CopyTo(ref value));
        }

        schema.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, chosen.Count), annotations.ToAnnotations());
        return schema;
    }
}
