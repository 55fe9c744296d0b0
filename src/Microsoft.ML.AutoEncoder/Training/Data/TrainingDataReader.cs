using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Reads data views once: checks every value, and keeps the rows in memory where they fit.</summary>
/// <remarks>All methods throw <see cref="InvalidOperationException"/> if there are no rows for a purpose, or a value is not finite or
/// cannot be reconstructed, or a weight is not a finite number of at least 0, or all weights are 0, or too small; and
/// <see cref="OperationCanceledException"/> when they are cancelled.</remarks>
/// <param name="host">Raises errors.</param>
/// <param name="columns">What to read.</param>
/// <param name="hash">Receives all values and weights that are read; null if nobody asks for them.</param>
/// <param name="cancellationToken">Ends reading.</param>
internal sealed class TrainingDataReader(IHost host, TrainingColumns columns, DataHash? hash, CancellationToken cancellationToken)
{
    // Smaller floats have fewer digits, and their reciprocals are beyond the range of a float.
    private const double LeastMeanWeight = 1.17549435e-38;

    /// <summary>Reads rows to train on, and keeps them if they fit into memory; otherwise they are read anew in each epoch.</summary>
    /// <param name="view">The data.</param>
    /// <param name="memoryBudget">How many bytes the rows, or else the buffer that shuffles them, may take.</param>
    /// <param name="split">Which rows to set aside for validation, in memory; null for none.</param>
    internal (TrainingInput Training, RowStore? Validation) ReadTraining(IDataView view, long memoryBudget, ValidationSplit? split)
    {
        using var cursor = new TrainingRowCursor(host, view, columns);
        var rowSize = cursor.RowSize;
        hash?.BeginView(rowSize, columns.Weight is not null, columns.Label);
        var rowsInBudget = 1;
        var rows = CreateData(rowSize);
        var validation = split is null ? null : CreateData(rowSize);
        var (rowCount, totalWeight, overflow) = (0L, 0.0, false);
        var values = new ValueStatistics(rowSize);
        var sample = new EvenSample(rowSize, columns.Weight is not null);
        var labels = columns.Label is null ? null : new LabelStatistics();
        var labelled = columns.Label is null ? null : new EvenSample(rowSize, columns.Weight is not null, hasLabels: true);
        InputScale? scale = null;
        while (MoveNext(cursor))
        {
            if (split?.SetsAside(cursor.Position) == true)
            {
                AddForValidation(cursor, validation!);
                continue;
            }

            rowCount++;
            var row = cursor.ReadRow();
            var weight = cursor.ReadWeight();
            var label = cursor.ReadLabel();
            hash?.Add(RowPurpose.Training, row, weight, label);
            labels?.Add(label, weight);
            if (!float.IsNaN(label))
            {
                labelled?.Add(row, weight, label);
            }

            totalWeight += weight;
            values.Add(row);
            sample.Add(row, weight);
            if (overflow)
            {
                // The rows are only checked and counted from here on. What is in memory becomes the buffer that shuffles them.
                continue;
            }

            rows.Add(row, weight, label);
            overflow = rows.RowCount > 1 && rows.ByteCount > memoryBudget;
            if (overflow)
            {
                rowsInBudget = rows.RowCount - 1;
                rows.Clear();
            }
        }

        Check(rowCount, totalWeight, "training", split, allRows: rowCount + (validation?.RowCount ?? 0));
        if (labels is not null)
        {
            Check(labels, columns.Label!);
        }

        if (validation is not null)
        {
            Check(validation.RowCount, validation.TotalWeight, "validation", split, allRows: rowCount + validation.RowCount);
        }

        var training = new TrainingInput(
            rowSize, rowCount, totalWeight, columns.Weight is not null, overflow ? rowsInBudget : null, CreateFeed)
        {
            Values = values,
            Labels = labels,
            Sample = sample.Rows,
            Scale = Scale,
            SlotName = slot => SlotName.Of(view.Schema[columns.Input], slot),
        };
        return (training, validation);

        IBatchFeed CreateFeed(int batchSize, int seed) => overflow
            ? new StreamedBatches(
                host,
                cancellationToken,
                () => new TrainingRowCursor(host, view, columns, scale),
                split,
                rows,
                rowsInBudget,
                batchSize,
                seed,
                labelled?.Rows,
                Balance())
            : new ShuffledBatches(rows, batchSize, seed, Balance());

        LabelBalance Balance() => new(labels?.Count ?? 0, rowCount);

        void Scale(InputScale learnt)
        {
            scale = learnt;
            labelled?.Rows.Scale(learnt);
            if (!overflow)
            {
                rows.Scale(learnt);
            }
            else if (!learnt.KeepsZeros)
            {
                // The buffer gets dense rows.
                rowsInBudget = (int)Math.Clamp(memoryBudget / sizeof(float) / rowSize, 1, rowsInBudget);
            }
        }
    }

    /// <summary>Reads rows for validation into memory.</summary>
    internal RowStore ReadValidation(IDataView view)
    {
        using var cursor = new TrainingRowCursor(host, view, columns);
        var data = CreateData(cursor.RowSize);
        hash?.BeginView(cursor.RowSize, columns.Weight is not null, columns.Label);
        while (MoveNext(cursor))
        {
            AddForValidation(cursor, data);
        }

        Check(data.RowCount, data.TotalWeight, "validation", split: null, data.RowCount);
        return data;
    }

    private RowStore CreateData(int rowSize) => new(rowSize, columns.Weight is not null, columns.Label is not null);

    private bool MoveNext(TrainingRowCursor cursor)
    {
        host.CheckAlive();
        cancellationToken.ThrowIfCancellationRequested();
        return cursor.MoveNext();
    }

    private void AddForValidation(TrainingRowCursor cursor, RowStore data)
    {
        var row = cursor.ReadRow();
        var weight = cursor.ReadWeight();
        var label = cursor.ReadLabel();
        data.Add(row, weight, label);
        hash?.Add(RowPurpose.Validation, row, weight, label);
    }

    private void Check(LabelStatistics labels, LabelColumn column)
    {
        if (labels.Count == 0)
        {
            throw host.Except(
                $"Column '{column.Name}' has a label in none of the rows to train on" +
                (columns.Weight is null ? string.Empty : " that have a weight") +
                $". Give some, or leave {nameof(TrainingSettings.LabelColumnName)} null.");
        }

        if (!labels.Differ)
        {
            throw host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"Column '{column.Name}' has the same label in all {labels.Count:#,0} row(s) to train on that have one: nothing can be ") +
                $"learnt from that. Give rows with other labels, or leave {nameof(TrainingSettings.LabelColumnName)} null.");
        }
    }

    /// <param name="rowCount">The number of rows for the purpose.</param>
    /// <param name="totalWeight">The sum of their weights.</param>
    /// <param name="purpose">What they are for.</param>
    /// <param name="split">What has shared them out; null where nothing has.</param>
    /// <param name="allRows">The number of rows for all purposes.</param>
    private void Check(long rowCount, double totalWeight, string purpose, ValidationSplit? split, long allRows)
    {
        if (rowCount == 0)
        {
            throw host.Except($"Column '{columns.Input}' has no rows for {purpose}" + (split is null || allRows == 0
                ? ". At least one is needed."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $": of its {allRows:#,0} row(s), {nameof(TrainingSettings.ValidationFraction)}, which is {split.Fraction}, " +
                    $"leaves none. ") +
                    $"Change the fraction, give more rows, or leave {nameof(TrainingSettings.ValidationFraction)} null."));
        }

        if (totalWeight == 0)
        {
            throw host.Except($"Column '{columns.Weight}' has the weight 0 in every row for {purpose}. At least one must be positive.");
        }

        if (totalWeight / rowCount < LeastMeanWeight)
        {
            throw host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"Column '{columns.Weight}' has weights that are so small (their mean for {purpose} is {totalWeight / rowCount:G3}) that " +
                $"nothing can be computed with them. Only their ratios count: scale them, so that their mean is about 1."));
        }
    }
}
