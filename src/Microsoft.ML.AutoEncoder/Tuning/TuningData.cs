using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What a search has to know of its data before the first trial.</summary>
/// <param name="Profile">What defaults follow from.</param>
/// <param name="Hash">Tells these data from others: the columns that training reads.</param>
internal sealed record TuningData(DataProfile Profile, string Hash)
{
    /// <param name="host">Raises errors.</param>
    /// <param name="data">The rows.</param>
    /// <param name="options">The options of the search, with a validation fraction where rows are set aside.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    internal static TuningData Read(
        IHost host, IDataView data, AutoEncoderEstimator.Options options, CancellationToken cancellationToken)
    {
        using var hash = new DataHash();
        var columns = new TrainingColumns(
            options.InputColumnName ?? options.OutputColumnName!, options.ExampleWeightColumnName, Activation.Identity)
        {
            Label = DescribeLabels(),
        };
        var labels = new LabelStatistics();
        var (rowSize, rowCount, values) = Read(data, RowPurpose.Training);
        if (options.ValidationSet is { } validationSet)
        {
            Read(validationSet, RowPurpose.Validation);
        }

        var left = (long)Math.Ceiling(rowCount * (1 - (options.ValidationFraction ?? 0.0)));
        var profile = new DataProfile(
            rowSize,
            Math.Max(1, left),
            values.Minimum,
            values.Maximum,
            values.Density,
            HasValidationRows: options.ValidationSet is not null || options.ValidationFraction is not null)
        {
            LabelKind = columns.Label?.Kind,
            LabelledPart = (double)labels.Count / Math.Max(1, rowCount),
        };
        return new TuningData(profile, hash.Finish());

        LabelColumn? DescribeLabels()
        {
            if (options.LabelColumnName is not { } name)
            {
                return null;
            }

            ColumnChecks.CheckLabel(host, SchemaShape.Create(data.Schema), name);
            return LabelColumns.Describe(name, data.Schema[name].Type);
        }

        (int RowSize, long RowCount, ValueStatistics Values) Read(IDataView view, RowPurpose purpose)
        {
            var schema = SchemaShape.Create(view.Schema);
            ColumnChecks.CheckInput(host, schema, columns.Input);
            if (columns.Weight is { } weightColumn)
            {
                ColumnChecks.CheckExampleWeight(host, schema, weightColumn);
            }

            if (columns.Label is { } labelColumn)
            {
                ColumnChecks.CheckLabel(host, schema, labelColumn.Name);
            }

            using var cursor = new TrainingRowCursor(host, view, columns);
            var rowSize = cursor.RowSize;
            var statistics = new ValueStatistics(rowSize);
            hash.BeginView(rowSize, columns.Weight is not null, columns.Label);
            var count = 0L;
            for (; cursor.MoveNext(); count++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = cursor.ReadRow();
                statistics.Add(row);
                var (weight, label) = (cursor.ReadWeight(), cursor.ReadLabel());
                hash.Add(purpose, row, weight, label);
                if (purpose == RowPurpose.Training)
                {
                    labels.Add(label, weight);
                }
            }

            return (rowSize, count, statistics);
        }
    }
}
