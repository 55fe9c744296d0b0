using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Goes through the rows of a data view once, and refuses values that nothing can be learnt from.</summary>
internal sealed class TrainingRowCursor : IDisposable
{
    // Scaling to a range rounds: a value may end up some units in the last place outside it.
    private const float RoundingTolerance = 1e-5f;

    private readonly IHost _host;
    private readonly Activation _outputActivation;
    private readonly DataViewSchema.Column _inputColumn;
    private readonly DataViewSchema.Column? _weightColumn;
    private readonly DataViewRowCursor _cursor;
    private readonly ValueGetter<VBuffer<float>> _getInput;
    private readonly ValueGetter<float>? _getWeight;
    private readonly InputScale? _scale;
    private VBuffer<float> _input;

    /// <param name="host">Raises errors.</param>
    /// <param name="view">The data.</param>
    /// <param name="columns">What to read.</param>
    /// <param name="scale">How to scale the rows; null: they are given as they are.</param>
    internal TrainingRowCursor(IHost host, IDataView view, TrainingColumns columns, InputScale? scale = null)
    {
        _host = host;
        _scale = scale;
        _outputActivation = columns.OutputActivation;
        _inputColumn = view.Schema[columns.Input];
        _weightColumn = columns.Weight is null ? null : view.Schema[columns.Weight];
        _cursor = view.GetRowCursor(_weightColumn is { } weightColumn ? [_inputColumn, weightColumn] : [_inputColumn]);
        _getInput = _cursor.GetGetter<VBuffer<float>>(_inputColumn);
        _getWeight = _weightColumn is { } column ? _cursor.GetGetter<float>(column) : null;
    }

    internal int RowSize => _inputColumn.Type.GetVectorSize();

    /// <summary>The number of the current row, from 0.</summary>
    internal long Position => _cursor.Position;

    public void Dispose() => _cursor.Dispose();

    internal bool MoveNext() => _cursor.MoveNext();

    /// <summary>Reads the values of the current row.</summary>
    /// <param name="row">Receives the values.</param>
    /// <exception cref="InvalidOperationException">A value is not finite or cannot be reconstructed.</exception>
    internal void ReadRow(Span<float> row)
    {
        _getInput(ref _input);
        ColumnChecks.CheckRowLength(_inputColumn, Position, _input.Length);
        _input.CopyTo(row);
        CheckValues(row);
        _scale?.ApplyInTraining(row);
    }

    /// <summary>Reads the weight of the current row; 1 where there are no weights.</summary>
    /// <exception cref="InvalidOperationException">The weight is not a finite number of at least 0.</exception>
    internal float ReadWeight()
    {
        var weight = 1f;
        _getWeight?.Invoke(ref weight);
        return weight >= 0f && float.IsFinite(weight)
            ? weight
            : throw _host.Except(
                $"Column '{_weightColumn!.Value.Name}' has the weight {weight} in row {Position}. " +
                "A weight must be a finite number of at least 0.");
    }

    private void CheckValues(ReadOnlySpan<float> row)
    {
        var minimum = Math.Max(float.MinValue, _outputActivation.Minimum - RoundingTolerance);
        var maximum = Math.Min(float.MaxValue, _outputActivation.Maximum + RoundingTolerance);
        // NaN propagates into both, and fails the comparison.
        if (TensorPrimitives.Min(row) >= minimum && TensorPrimitives.Max(row) <= maximum)
        {
            return;
        }

        var slot = 0;
        while (row[slot] >= minimum && row[slot] <= maximum)
        {
            slot++;
        }

        var name = SlotName.Of(_inputColumn, slot);
        var place = $"Column '{_inputColumn.Name}' has the value {row[slot]} in row {Position}, slot {slot}{name}";
        throw _host.Except(float.IsFinite(row[slot])
            ? $"{place}, which is outside [{_outputActivation.Minimum}, {_outputActivation.Maximum}], " +
              $"the range of the output activation {_outputActivation}. " +
              $"Scale the column (NormalizeMinMax with fixZero: false gives values in [0, 1]), " +
              $"or set {nameof(TrainingSettings.OutputActivation)} " +
              $"to {nameof(Activation)}.{nameof(Activation.Identity)}."
            : $"{place}. Training needs finite values: replace missing ones (ReplaceMissingValues), " +
              "or filter such rows out (FilterRowsByMissingValues).");
    }
}
